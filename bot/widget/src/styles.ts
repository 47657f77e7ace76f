import { css, unsafeCSS } from "lit";

const DARK = unsafeCSS(`
  --text: var(--signpost-text, #f0f4f5);
  --quiet: var(--signpost-quiet, #b6c3cc);
  --surface: var(--signpost-surface, #17212a);
  --raised: var(--signpost-raised, #23303b);
  --line: var(--signpost-line, #4d5f6d);
  --edge: var(--signpost-edge, #8fa1ae);
  --accent: var(--signpost-accent, #8cc2f5);
  --accent-strong: var(--signpost-accent-strong, #c4e0fb);
  --on-accent: var(--signpost-on-accent, #0c1a26);
  --own: var(--signpost-own, #143d63);
  --care: var(--signpost-care, #8cc2f5);
  --care-surface: var(--signpost-care-surface, #17304a);
  --urgent: var(--signpost-urgent, #ff9a91);
  --on-urgent: var(--signpost-on-urgent, #2b0805);
  --error: var(--signpost-error, #ff9a91);
  --chosen: var(--signpost-chosen, #6fd39b);
`);

/**
 * The look of the widget. A page themes it by setting the `--signpost-…` variables; sizes are in
 * rem and em so that the browser's text size holds, and text is scaled by what the person chose.
 */
export const styles = css`
  :host {
    --text: var(--signpost-text, #212b32);
    --quiet: var(--signpost-quiet, #4c6272);
    --surface: var(--signpost-surface, #ffffff);
    --raised: var(--signpost-raised, #f0f4f5);
    --line: var(--signpost-line, #aeb7bd);
    --edge: var(--signpost-edge, #4c6272);
    --accent: var(--signpost-accent, #0b5ca8);
    --accent-strong: var(--signpost-accent-strong, #003b73);
    --on-accent: var(--signpost-on-accent, #ffffff);
    --own: var(--signpost-own, #dcebf8);
    --care: var(--signpost-care, #0b5ca8);
    --care-surface: var(--signpost-care-surface, #eef5fc);
    --urgent: var(--signpost-urgent, #b3190f);
    --on-urgent: var(--signpost-on-urgent, #ffffff);
    --error: var(--signpost-error, #b3190f);
    --focus: var(--signpost-focus, #ffdd33);
    --on-focus: var(--signpost-on-focus, #212b32);
    --chosen: var(--signpost-chosen, #00703c);
    --size: var(--signpost-size, 1rem);
    --radius: var(--signpost-radius, 0.625rem);
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    color: var(--text);
    background: var(--surface);
    font-family: var(--signpost-font, system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif);
    font-size: calc(1.0625 * var(--size));
    line-height: 1.5;
    text-align: start;
    color-scheme: light dark;
  }
  @media screen and (prefers-color-scheme: dark) {
    :host(:not([theme="light"])) {
      ${DARK}
    }
  }
  @media screen {
    :host([theme="dark"]) {
      ${DARK}
      color-scheme: dark;
    }
  }
  :host([theme="light"]) {
    color-scheme: light;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  p,
  ul,
  ol,
  dl,
  dd {
    margin: 0;
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .chat {
    position: relative;
    display: flex;
    flex: 1;
    flex-direction: column;
    min-block-size: 0;
  }

  [hidden] {
    display: none;
  }
  .size-1 {
    --size: calc(1.25 * var(--signpost-size, 1rem));
  }
  .size-2 {
    --size: calc(1.5 * var(--signpost-size, 1rem));
  }
  .chat,
  .chip[class*="size-"] {
    font-size: calc(1.0625 * var(--size));
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 1rem;
    padding: 0.5rem 1rem;
    border-block-end: 1px solid var(--line);
    background: var(--surface);
  }
  .head {
    display: flex;
    flex: 1 0 100%;
    align-items: center;
    justify-content: space-between;
  }
  .head h2 {
    margin: 0;
    font-size: calc(1.1875 * var(--size));
  }
  .close {
    min-inline-size: 2.75rem;
    min-block-size: 2.75rem;
    border: 0;
    border-radius: var(--radius);
    background: none;
    font-size: calc(1.5 * var(--size));
    line-height: 1;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 1rem;
    margin-inline-start: auto;
  }
  .exit {
    display: inline-flex;
    align-items: center;
    min-block-size: 2.75rem;
    padding: 0.25rem 0.875rem;
    border-radius: var(--radius);
    background: var(--urgent);
    color: var(--on-urgent);
    font-weight: 600;
    text-decoration: none;
    border: 2px solid transparent;
  }
  .exit:hover {
    color: var(--on-urgent);
    text-decoration: underline;
  }
  .handover {
    overflow-wrap: anywhere;
    user-select: all;
    font-weight: 600;
  }
  .done:empty {
    display: none;
  }
  .done {
    flex: 1 0 100%;
  }
  /* Room for the menu, which a page may cut off at the edge of the chat. */
  :host(:not([floating])) .chat:has(.options[open]) {
    min-block-size: 34rem;
  }
  .top .options {
    position: relative;
    margin-block: 0;
  }
  .menu {
    position: absolute;
    z-index: 2;
    inset-inline-end: 0;
    inline-size: max-content;
    max-inline-size: min(20rem, 84vw);
    /* The bar that it hangs from stays while the page scrolls. */
    max-block-size: max(12rem, 100dvh - 8rem);
    overflow-y: auto;
    padding: 0.75rem 1rem;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .menu p {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    margin-block-start: 0.5rem;
  }
  .sizes {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
  }
  .sizes .chip {
    text-align: center;
  }
  .sizes [aria-pressed="true"] {
    border-width: 0.1875rem;
    font-weight: 700;
  }
  .sizes span {
    flex: 1 0 100%;
    font-weight: 600;
  }
  .menu .plain-button {
    padding-inline: 0;
    text-align: start;
  }
  .menu label {
    margin-block-start: 0.75rem;
  }
  .keep {
    display: flex;
    gap: 0.5rem;
  }
  .keep input {
    flex: none;
    inline-size: 1.5rem;
    block-size: 1.5rem;
    margin: 0;
  }
  select {
    min-block-size: 2.75rem;
    max-inline-size: 100%;
    padding: 0.25rem 0.5rem;
    border: 2px solid var(--edge);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
    font: inherit;
  }

  .progress {
    flex: 1 1 14rem;
    padding-block: 0.25rem;
  }
  .progress p {
    font-size: calc(0.9375 * var(--size));
    font-weight: 600;
  }
  progress {
    appearance: none;
    display: block;
    inline-size: 100%;
    block-size: 0.625rem;
    margin-block-start: 0.375rem;
    border: 1px solid var(--edge);
    border-radius: 1rem;
    overflow: hidden;
    background: var(--surface);
  }
  progress::-webkit-progress-bar {
    background: var(--surface);
  }
  progress::-webkit-progress-value {
    background: var(--accent);
  }
  progress::-moz-progress-bar {
    background: var(--accent);
  }

  .log {
    position: relative;
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    padding: 1rem;
    overscroll-behavior-y: auto;
  }
  ol {
    padding: 0;
    list-style: none;
    display: flex;
    flex-direction: column;
    gap: 0.75rem;
  }
  ol > li {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
  }
  /* Clear of the bar above and the box below, where these stay while the page scrolls. */
  .log :is(li, a, button, summary) {
    scroll-margin-block: calc(var(--above, 7rem) + 0.5rem) calc(var(--below, 13rem) + 0.5rem);
  }
  .scrolls :is(li, a, button, summary) {
    scroll-margin-block: 1rem;
  }
  ol > li.person {
    align-items: flex-end;
  }
  .said {
    max-inline-size: min(100%, 46rem);
    padding: 0.75rem 1rem;
    border-radius: var(--radius);
    border: 1px solid transparent;
    background: var(--raised);
    overflow-wrap: anywhere;
  }
  .said.card {
    inline-size: 100%;
    background: var(--surface);
    border-color: var(--line);
  }
  .said.own {
    max-inline-size: 85%;
    background: var(--own);
    border-end-end-radius: 0.125rem;
  }
  .said:not(.own) {
    border-start-start-radius: 0.125rem;
  }
  .said.notice {
    inline-size: 100%;
    background: var(--care-surface);
    border: 1px solid var(--care);
    border-inline-start-width: 0.5rem;
  }
  .typed {
    white-space: pre-wrap;
  }
  .line {
    display: block;
  }
  .line + .line {
    margin-block-start: 0.25rem;
  }
  .said p + p,
  .said ul + p,
  .said p + ul {
    margin-block-start: 0.5rem;
  }
  .said ul {
    padding-inline-start: 1.25rem;
  }
  .said ul li + li {
    margin-block-start: 0.25rem;
  }
  .undelivered {
    margin-block-start: 0.25rem;
    color: var(--error);
    font-weight: 600;
  }

  .count {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 1rem;
  }
  .code,
  .place,
  .plain {
    color: var(--quiet);
  }
  .code,
  .place {
    font-size: calc(0.9375 * var(--size));
  }
  .question .place {
    margin-block-start: 0;
  }
  .again {
    font-weight: 600;
    margin-block-end: 0.5rem;
  }
  details .plain {
    margin-block-end: 0.75rem;
  }
  .statement {
    font-size: calc(1.1875 * var(--size));
    line-height: 1.45;
    white-space: pre-line;
  }
  .said .statement {
    margin-block-start: 0.75rem;
  }

  details {
    margin-block-start: 0.5rem;
  }
  summary {
    display: inline-flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: 2.75rem;
    padding-inline-end: 0.5rem;
    color: var(--accent);
    text-decoration: underline;
    text-underline-offset: 0.15em;
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::before {
    content: "";
    inline-size: 0.5rem;
    block-size: 0.5rem;
    margin-inline: 0.125rem 0.25rem;
    border: solid currentColor;
    border-width: 0 0.125rem 0.125rem 0;
    rotate: -45deg;
  }
  [dir="rtl"] summary::before {
    rotate: 135deg;
  }
  details[open] summary::before {
    rotate: 45deg;
  }
  dl {
    padding: 0.25rem 0 0.5rem 0.875rem;
    margin-inline-start: 0.25rem;
    border-inline-start: 0.25rem solid var(--line);
  }
  dt {
    font-weight: 600;
  }
  dd + dt {
    margin-block-start: 0.5rem;
  }

  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }
  .chips,
  .levels {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-block-start: 0.75rem;
  }
  .chip,
  .level {
    min-block-size: 2.75rem;
    min-inline-size: 2.75rem;
    padding: 0.4375rem 0.875rem;
    border: 1px solid var(--accent);
    border-radius: 1.375rem;
    background: var(--surface);
    color: var(--accent);
    text-align: start;
  }
  .level {
    display: flex;
    flex: 1 1 9rem;
    align-items: center;
    gap: 0.5rem;
    padding: 0.4375rem 0.5rem 0.4375rem 0.4375rem;
    border-width: 2px;
    border-radius: var(--radius);
    color: var(--text);
    font-weight: 600;
    overflow-wrap: break-word;
  }
  .described .level {
    flex-basis: 100%;
    align-items: flex-start;
  }
  .value {
    flex: none;
    display: grid;
    place-content: center;
    inline-size: 1.875rem;
    block-size: 1.875rem;
    border-radius: calc(var(--radius) - 0.1875rem);
    background: var(--accent);
    color: var(--on-accent);
  }
  .descriptor {
    display: block;
    font-weight: 400;
    font-size: calc(1 * var(--size));
  }
  .described .name {
    display: block;
    padding-block-start: 0.125rem;
  }
  .chip:hover:enabled,
  .level:hover:enabled {
    background: var(--own);
    border-color: var(--accent-strong);
    color: var(--accent-strong);
  }
  .chip:disabled,
  .level:disabled {
    cursor: default;
    border-color: var(--line);
    color: var(--quiet);
  }
  .level:disabled .value {
    background: var(--raised);
    color: var(--quiet);
  }
  .chip.chosen,
  .level.chosen {
    border-color: var(--chosen);
    color: var(--text);
    box-shadow: inset 0 0 0 1px var(--chosen);
  }
  .level.chosen .value {
    background: var(--chosen);
    color: var(--surface);
  }
  .past .level {
    flex-basis: auto;
  }
  .past :not(.chosen) > .meaning .descriptor {
    display: none;
  }
  .plain-button {
    min-block-size: 2.75rem;
    padding: 0 0.5rem;
    border: 0;
    background: none;
    color: var(--accent);
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 0.15em;
  }

  a {
    color: var(--accent);
    text-underline-offset: 0.15em;
  }
  a:hover {
    color: var(--accent-strong);
    text-decoration-thickness: 0.1875rem;
  }
  .notice a,
  .wait a,
  .problem a {
    font-weight: 600;
    white-space: nowrap;
  }
  a.action {
    display: inline-flex;
    align-items: center;
    min-block-size: 2.75rem;
    margin-block: 0.25rem;
    padding: 0.375rem 1rem;
    border: 2px solid transparent;
    border-radius: var(--radius);
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
    text-decoration: none;
  }
  a.action:hover {
    background: var(--accent-strong);
    text-decoration: underline;
  }
  .care {
    margin-block-start: 0.75rem;
    border: 1px solid var(--urgent);
    border-radius: var(--radius);
    overflow: hidden;
    background: var(--surface);
  }
  .care h2 {
    margin: 0;
    padding: 0.375rem 1rem;
    background: var(--urgent);
    color: var(--on-urgent);
    font-size: calc(1.0625 * var(--size));
  }
  .said .care ul {
    padding: 0 1rem;
    list-style: none;
  }
  .said .care li {
    padding-block: 0.75rem;
  }
  .said .care li + li {
    margin: 0;
    border-block-start: 1px solid var(--line);
  }
  .care .call {
    display: inline-flex;
    align-items: center;
    min-block-size: 2.75rem;
    font-size: calc(1.25 * var(--size));
  }
  .care p + p,
  .care a + p {
    margin: 0;
  }
  .hours {
    color: var(--quiet);
    font-size: calc(0.9375 * var(--size));
  }

  .signpost h2 {
    margin: 0 0 0.25rem;
    font-size: calc(1.1875 * var(--size));
  }
  .signpost dl {
    margin: 0.5rem 0 0;
    padding: 0;
    border: 0;
  }
  .sample {
    margin-block-end: 0.5rem;
    padding: 0.125rem 0.5rem;
    border: 1px dashed var(--edge);
    font-size: calc(0.9375 * var(--size));
    font-weight: 600;
  }
  .signpost dt,
  .signpost dd {
    display: inline;
  }
  .signpost dt::after {
    content: ": ";
  }
  .signpost dd::after {
    content: "\\A";
    white-space: pre;
  }
  .signpost .ways,
  .take .ways {
    align-items: center;
    margin-block: 0.5rem;
  }
  a.chip,
  a.plain-button {
    display: inline-flex;
    align-items: center;
    text-decoration: none;
  }
  a.plain-button {
    text-decoration: underline;
  }

  .wait {
    margin-block-start: 0.75rem;
    padding: 0.75rem 1rem;
    border: 1px solid var(--line);
    border-inline-start: 0.5rem solid var(--edge);
    border-radius: var(--radius);
  }
  .wait p + p {
    margin-block-start: 0.5rem;
  }
  .spinner {
    display: inline-block;
    inline-size: 1em;
    block-size: 1em;
    margin-inline-end: 0.5rem;
    vertical-align: -0.125em;
    border: 0.1875rem solid var(--line);
    border-block-start-color: var(--accent);
    border-radius: 50%;
    animation: turn 1.2s linear infinite;
  }
  .typing {
    display: inline-flex;
    gap: 0.3125rem;
    margin-block-start: 0.75rem;
    padding: 0.9375rem 1rem;
    border-radius: var(--radius);
    background: var(--raised);
    /* An answer that is there at once shows no dots. */
    visibility: hidden;
    animation: appear 0s 0.35s forwards;
  }
  .typing span:not(.hidden) {
    inline-size: 0.5rem;
    block-size: 0.5rem;
    border-radius: 50%;
    background: var(--quiet);
    animation: pulse 1.2s infinite ease-in-out;
  }
  .typing span:nth-of-type(3) {
    animation-delay: 0.2s;
  }
  .typing span:nth-of-type(4) {
    animation-delay: 0.4s;
  }
  @keyframes appear {
    to {
      visibility: visible;
    }
  }
  @keyframes pulse {
    40% {
      opacity: 0.3;
    }
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }

  .below {
    border-block-start: 1px solid var(--line);
    background: var(--surface);
  }
  .below .wait {
    margin: 0.5rem 1rem 0;
    padding: 0.5rem 0.75rem;
  }
  .below .wait p + p {
    margin: 0;
  }
  .composer {
    padding: 0.5rem 1rem 0.75rem;
  }
  form.composer {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: end;
  }
  .composer > label {
    margin-inline-end: 0.75rem;
  }
  .composer > :is(.field, .room, .problem) {
    grid-column: 1 / 3;
  }
  .composer > .hint {
    grid-column: 2 / -1;
  }
  label {
    display: block;
    margin-block-end: 0.25rem;
    font-weight: 600;
  }
  .field {
    grid-column: 1 / 3;
    display: flex;
    align-items: flex-end;
    gap: 0.5rem;
  }
  textarea {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 3rem;
    /* Three lines. */
    max-block-size: min(4.2em + 1.625rem, 30dvh);
    padding: 0.6875rem 0.75rem;
    border: 2px solid var(--edge);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
    font: inherit;
    line-height: 1.4;
    resize: none;
  }
  textarea[aria-invalid="true"] {
    border-color: var(--error);
  }
  .send {
    flex: none;
    min-block-size: 3rem;
    padding: 0.375rem 1.25rem;
    border: 2px solid var(--accent);
    border-radius: var(--radius);
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  .send:hover {
    background: var(--accent-strong);
    border-color: var(--accent-strong);
  }
  .room,
  .hint {
    font-size: calc(0.9375 * var(--size));
    color: var(--quiet);
  }
  .composer > .hint {
    margin-block-end: 0.25rem;
  }
  .menu .hint,
  .problem:not(:empty) {
    margin-block-start: 0.5rem;
  }
  .problem {
    color: var(--error);
    font-weight: 600;
    white-space: pre-line;
  }
  .undo {
    grid-area: 2 / 3;
    min-block-size: 3rem;
    margin-inline-start: 0.5rem;
  }
  .keys,
  .short {
    display: none;
  }
  @media (hover: hover) and (pointer: fine) {
    :host(:not([floating])) .composer:focus-within .keys {
      display: inline;
    }
  }
  @media (max-height: 50em) {
    .tall {
      display: none;
    }
    .short {
      display: inline;
    }
    p.short {
      display: block;
    }
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin-block-start: 0.75rem;
  }

  :focus-visible {
    outline: 0.1875rem solid transparent;
    box-shadow:
      0 0 0 0.1875rem var(--focus),
      0 0 0 0.375rem var(--on-focus);
  }
  a:focus-visible,
  summary:focus-visible {
    background: var(--focus);
    color: var(--on-focus);
    box-shadow: 0 0.25rem var(--on-focus);
    text-decoration: none;
  }
  .log:focus-visible {
    box-shadow: none;
  }

  @media (prefers-reduced-motion: reduce) {
    .spinner,
    .typing span:not(.hidden) {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    progress::-webkit-progress-value {
      background: Highlight;
      forced-color-adjust: none;
    }
    progress::-moz-progress-bar {
      background: Highlight;
      forced-color-adjust: none;
    }
    .said,
    .value {
      border: 1px solid;
    }
    .chosen {
      border-width: 0.25rem;
    }
    :focus-visible {
      outline-color: Highlight;
    }
  }
  .top,
  .below {
    position: sticky;
    z-index: 1;
  }
  .top {
    z-index: 2;
    inset-block-start: var(--lift, 0);
  }
  .below {
    inset-block-end: 0;
  }
  :host([loose]) .top:not(:has(.exit)) {
    position: static;
  }
  form .problem {
    max-block-size: 20dvh;
    overflow-y: auto;
  }
  /* Between leaving the page and knowing that what is shown is still kept. */
  :host([away]) > * {
    visibility: hidden;
  }
  @media (max-width: 30em) {
    .log,
    .composer,
    .top {
      padding-inline: 0.75rem;
    }
    .below .wait {
      margin-inline: 0.75rem;
    }
    .composer > .hint {
      display: none;
    }
    form.composer {
      grid-template-columns: 1fr auto;
    }
    .composer > :is(.field, .room, .problem) {
      grid-column: 1 / -1;
    }
    .undo {
      grid-area: 1 / 2;
      min-block-size: 2.75rem;
    }
    .bar {
      flex: 1 0 100%;
      flex-wrap: wrap-reverse;
      justify-content: space-between;
    }
    .exit {
      padding-inline: min(0.625rem, 2vw);
    }
    .options {
      margin-inline-start: auto;
    }
    .said.own {
      max-inline-size: 95%;
    }
    .statement {
      font-size: calc(1.0625 * var(--size));
    }
  }

  /* A keyboard on the screen leaves room for the way out, the box and a few lines. */
  @media (max-width: 30em) and (max-height: 24em) {
    .top,
    .composer {
      padding-block: 0.25rem;
    }
    .composer > label {
      position: absolute;
      clip-path: inset(50%);
    }
    .undo {
      display: none;
    }
    .exit,
    .problem {
      font-size: min(1em, 7vw);
    }
  }

  :host([floating]) {
    position: fixed;
    z-index: var(--signpost-layer, 1000);
    inset-block-end: calc(1rem + var(--place, 0) * 4rem);
    inset-inline-end: 1rem;
    background: none;
  }
  :host([floating][open]) {
    z-index: calc(var(--signpost-layer, 1000) + 1);
    inset-block-end: 1rem;
  }
  .launcher {
    min-block-size: 3rem;
    padding: 0.5rem 1.25rem;
    border: 2px solid var(--on-accent);
    border-radius: 1.5rem;
    background: var(--accent);
    color: var(--on-accent);
    box-shadow: 0 0.125rem 0.5rem rgb(0 0 0 / 40%);
    font-weight: 600;
  }
  .unread {
    display: inline-block;
    min-inline-size: 1.5em;
    margin-inline-start: 0.25rem;
    border-radius: 1em;
    background: var(--urgent);
    color: var(--on-urgent);
    text-align: center;
  }
  :host([floating]) .chat {
    flex: none;
    inline-size: 26rem;
    block-size: min(44rem, 100dvh - 2rem);
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    overflow: clip;
    background: var(--surface);
    box-shadow: 0 0.25rem 1.5rem rgb(0 0 0 / 35%);
  }
  @media (max-width: 40em), (max-height: 32em) {
    :host([floating][open]) {
      inset: 0;
    }
    :host([floating]) .chat {
      inline-size: 100%;
      block-size: 100%;
      border: 0;
      border-radius: 0;
    }
  }
  :host([floating][loose]) .chat {
    overflow-y: auto;
  }
  :host([floating][loose]) .log {
    flex: none;
    overflow: visible;
  }

  @media print {
    .below,
    .typing,
    .wait,
    .bar,
    .head,
    .done,
    .launcher,
    .past,
    .chips,
    .take,
    .undelivered,
    :host([printing="one"]) .top,
    :host([printing="one"]) li:not(.printed) {
      display: none;
    }
    :host([floating]),
    .top {
      position: static;
    }
    :host([floating]:not([printing])) {
      display: none;
    }
    :host([floating]) .chat,
    .chat,
    .log {
      display: block;
      inline-size: auto;
      block-size: auto;
      overflow: visible;
      border: 0;
      box-shadow: none;
    }
    .said {
      border: 1px solid var(--line);
    }
    .person .said::before {
      content: attr(data-who) ": ";
      font-weight: 600;
    }
    a.chip[href^="http"]::after {
      content: ": " attr(href);
      overflow-wrap: anywhere;
    }
    li {
      break-inside: avoid;
    }
  }
`;

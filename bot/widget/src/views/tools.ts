import { html, nothing, type TemplateResult } from "lit";
import type { Handover } from "../messages";
import type { Taking } from "../taking";
import { words } from "../words";
import { link } from "./prose";

/** What a person can do with the chat itself. */
export interface Tools {
  size: number;
  locale: string;
  locales: string[];
  hasWords: boolean;
  setSize: (size: number) => void;
  setLocale: (locale: string) => void;
  taking: Taking;
  /** Whether the place stays on this phone when the page is closed. */
  isKept: boolean;
  setKept: (wanted: boolean) => void;
  exit: { address: string; leave: () => void } | undefined;
}

/** The way out for whoever must not be seen here; a plain link should the script fail. */
export function exitView(exit: Tools["exit"]): unknown {
  if (exit === undefined) return nothing;
  const go = (event: Event) => {
    event.preventDefault();
    exit.leave();
  };
  return html`<a class="exit" href=${exit.address} rel="noopener noreferrer" @click=${go}
    >${words.exit}</a
  >`;
}

/** Text size, language, and taking the conversation along, behind one button. */
export function optionsView(tools: Tools): TemplateResult {
  const { taking } = tools;
  return html`<details class="options" @keydown=${escaped} @focusout=${left}>
    <summary>${words.options}</summary>
    <div class="menu">
      ${sizesView(tools)} ${localesView(tools)}
      ${tools.hasWords
        ? html`<p>
            ${toolButton(words.copy, () => taking.copyAll())}
            ${toolButton(words.download, () => taking.download())}
            ${toolButton(words.print, () => taking.print())}
            ${toolButton(words.elsewhere, () => taking.handOver())}
          </p>`
        : nothing}
      ${tools.exit === undefined
        ? nothing
        : html`${tools.hasWords ? keepView(tools) : nothing}
            <p class="hint">${words.exitHint}</p>`}
    </div>
  </details>`;
}

/** The links that carry the conversation on elsewhere. */
export function handoverView(
  { web, telegram }: Handover,
  copy: () => void,
  close: () => void,
): TemplateResult {
  return html`<p>${words.elsewhereMore}</p>
    <p class="handover">${web}</p>
    ${telegram ? html`<p>${link(telegram, words.telegram, "action")}</p>` : nothing}
    <p class="ways">
      <button type="button" class="chip" @click=${copy}>${words.copyAddress}</button>
      <button type="button" class="chip" @click=${close}>${words.closeThis}</button>
    </p>`;
}

/** The choice to come back another day, for who need not hide the chat from others. */
function keepView({ isKept, setKept }: Tools): TemplateResult {
  const changed = (event: Event) => setKept((event.target as HTMLInputElement).checked);
  return html`<label class="keep">
      <input type="checkbox" aria-describedby="keep" .checked=${isKept} @change=${changed} />
      ${words.keep}
    </label>
    <p class="hint" id="keep">${words.keepMore}</p>`;
}

function sizesView({ size, setSize }: Tools): TemplateResult {
  return html`<div class="sizes" role="group" aria-labelledby="sizes">
    <span id="sizes">${words.textSize}</span>
    ${words.textSizes.map(
      (name, index) =>
        html`<button
          type="button"
          class="chip size-${index}"
          aria-pressed=${size === index}
          aria-label=${name}
          @click=${() => setSize(index)}
        >
          A
        </button>`,
    )}
  </div>`;
}

function localesView({ locale, locales, setLocale }: Tools): unknown {
  if (locales.length < 2) return nothing;
  const chosen = (event: Event) => {
    const list = event.target as HTMLSelectElement;
    shut(list);
    setLocale(list.value);
  };
  return html`<label for="language">${words.language}</label>
    <select id="language" @change=${chosen}>
      ${locales.map(
        (code) =>
          html`<option value=${code} lang=${code} ?selected=${code === locale}>
            ${nameOf(code)}
          </option>`,
      )}
    </select>`;
}

/** The name of a language in that language. */
export function nameOf(code: string): string {
  try {
    return new Intl.DisplayNames(code, { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

function toolButton(name: string, act: () => unknown): TemplateResult {
  const pressed = (event: Event) => {
    shut(event.currentTarget as HTMLElement);
    void act();
  };
  return html`<button type="button" class="plain-button" @click=${pressed}>${name}</button>`;
}

function shut(inside: HTMLElement): void {
  const details = inside.closest("details");
  if (details === null) return;
  details.open = false;
  details.querySelector("summary")?.focus();
}

function escaped(event: KeyboardEvent): void {
  const details = event.currentTarget as HTMLDetailsElement;
  if (event.key !== "Escape" || !details.open) return;
  // The panel around it stays open.
  event.preventDefault();
  shut(details);
}

function left(event: FocusEvent): void {
  const details = event.currentTarget as HTMLDetailsElement;
  const next = event.relatedTarget;
  if (next instanceof Node && !details.contains(next)) details.open = false;
}

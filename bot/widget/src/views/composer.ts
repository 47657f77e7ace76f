import { html, nothing, type TemplateResult } from "lit";
import { HELP_LINES } from "../text";
import { words } from "../words";
import { line } from "./prose";

const ROOM_SHOWN = 200;

export interface Composing {
  draft: string;
  /** How many characters still fit; below zero for how many there are too many. */
  room: number;
  problem: string;
  submit: (event: Event) => void;
  typed: (event: Event) => void;
  keyPressed: (event: KeyboardEvent) => void;
  undo: (() => void) | undefined;
}

/** The box to write in, with what is wrong with what was written. */
export function composerView(composing: Composing): TemplateResult {
  const { draft, room, problem, submit, typed, keyPressed, undo } = composing;
  return html`<form class="composer" @submit=${submit}>
    <label for="message">${words.label}</label>
    <p class="hint" id="hint">${words.computer} <span class="keys">${words.newLine}</span></p>
    <div class="field">
      <textarea
        id="message"
        rows="1"
        dir="auto"
        autocomplete="off"
        enterkeyhint="send"
        aria-describedby="hint problem"
        aria-invalid=${problem === "" ? "false" : "true"}
        .value=${draft}
        @input=${typed}
        @keydown=${keyPressed}
      ></textarea>
      <button type="submit" class="send">${words.send}</button>
    </div>
    ${undo === undefined
      ? nothing
      : html`<button type="button" class="plain-button undo" @click=${undo}>
          ${words.undo} <span class="hidden">${words.undoMore}</span>
        </button>`}
    <p class="room" role="status">${roomWords(room)}</p>
    <p class="problem" id="problem" role="alert" tabindex=${problem === "" ? nothing : 0}>${line(problem, HELP_LINES)}</p>
  </form>`;
}

function roomWords(room: number): unknown {
  if (room >= ROOM_SHOWN) return nothing;
  return room < 0 ? words.tooLong(-room) : words.roomLeft(room);
}

export interface Closed {
  problem: string;
  again: string;
  reopen: () => void;
  withoutInvite: (() => void) | undefined;
}

/** Why there is no conversation any more, and the ways to another one. */
export function closedView({ problem, again, reopen, withoutInvite }: Closed): TemplateResult {
  return html`<div class="composer">
    <p class="problem" role="alert">${line(problem, HELP_LINES)}</p>
    <p class="ways">
      <button type="button" class="send" @click=${reopen}>${again}</button>
      ${withoutInvite === undefined
        ? nothing
        : html`<button type="button" class="chip" @click=${withoutInvite}>
            ${words.withoutInvite}
          </button>`}
    </p>
  </div>`;
}

import { html, nothing, type TemplateResult } from "lit";
import type { Phase } from "../conversation";
import type { State } from "../messages";
import { HELP_LINES } from "../text";
import { words } from "../words";
import { line } from "./prose";

/** How far an assessment is, as a bar and in words. */
export function progressView(state: State): unknown {
  const progress = state.progress;
  if (!progress || progress.total <= 0) return nothing;
  const { answered, total } = progress;
  return html`<div class="progress" lang="en" dir="ltr">
    <p id="progress-words">${words.progress(progress)}</p>
    <progress aria-labelledby="progress-words" max=${total} .value=${answered}></progress>
  </div>`;
}

/** That the assistant is still to come, if it is. */
export function startingView(phase: Phase): unknown {
  if (phase !== "starting" && phase !== "slow") return nothing;
  return notice(words.starting, phase === "slow" ? words.startingLong : words.startingMore);
}

export function unreachableView(): TemplateResult {
  return notice(words.unreachable, words.unreachableMore);
}

/** That an answer is being written. */
export function typingView(): TemplateResult {
  return html`<div class="typing">
    <span class="hidden">${words.typing}</span>
    <span aria-hidden="true"></span><span aria-hidden="true"></span><span aria-hidden="true"></span>
  </div>`;
}

export function offlineView(): TemplateResult {
  return html`<div class="wait"><p>${words.offline}</p></div>`;
}

function notice(title: string, more: string): TemplateResult {
  return html`<div class="wait">
    <p><span class="spinner" aria-hidden="true"></span><strong>${title}</strong></p>
    <p>${more}</p>
    <p>${line(words.helpNow, HELP_LINES)}</p>
  </div>`;
}

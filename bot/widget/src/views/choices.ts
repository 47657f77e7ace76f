import { html, nothing, type TemplateResult } from "lit";
import type { Button, Level } from "../messages";
import { words } from "../words";

export interface Choosing {
  /** Whether the message still waits for its answer; the buttons of an answered one are past. */
  active: boolean;
  /** Whether something is on its way, so that nothing can be pressed just now. */
  busy: boolean;
  /** What the person said to it: the button of that title is shown as chosen. */
  said: string[];
  press: (button: Button, event: MouseEvent) => void;
}

/** The buttons of a message as chips. */
export function chips(buttons: Button[], label: string, choosing: Choosing): unknown {
  if (buttons.length === 0) return nothing;
  return html`<div class="chips ${choosing.active ? "" : "past"}" role="group" aria-label=${label}>
    ${buttons.map((button) =>
      buttonView(button, html`<bdi>${button.title}</bdi>`, "chip", choosing),
    )}
  </div>`;
}

/** The level buttons of a question: number and name, and what the level means right here. */
export function levelButtons(
  buttons: [Button, Level][],
  label: string,
  choosing: Choosing,
): unknown {
  if (buttons.length === 0) return nothing;
  const described = buttons.some(([, level]) => level.descriptor) ? "described" : "";
  const past = choosing.active ? "" : "past";
  return html`<div class="levels ${described} ${past}" role="group" aria-label=${label}>
    ${buttons.map(([button, level]) => buttonView(button, levelView(level), "level", choosing))}
  </div>`;
}

function levelView(level: Level): TemplateResult {
  return html`<span class="value">${level.value}</span>
    <span class="meaning">
      <span class="name">${level.name}</span>
      ${level.descriptor ? html`<span class="descriptor">${level.descriptor}</span>` : nothing}
    </span>`;
}

function buttonView(
  button: Button,
  content: TemplateResult,
  look: string,
  { active, busy, said, press }: Choosing,
): TemplateResult {
  const chosen = !active && said.some((text) => text.toLowerCase() === button.title.toLowerCase());
  return html`<button
    type="button"
    class="${look} ${chosen ? "chosen" : ""}"
    ?disabled=${busy || !active}
    @click=${(event: MouseEvent) => press(button, event)}
  >
    ${content}${chosen ? html` <span class="hidden">(${words.chosen})</span>` : nothing}
  </button>`;
}

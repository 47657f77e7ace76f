import { html, nothing, type TemplateResult } from "lit";
import type { Button, Level, Message, QuestionCard } from "../messages";
import { around } from "../text";
import { words } from "../words";
import { chips, levelButtons, type Choosing } from "./choices";

/** A statement of an assessment with the buttons that answer it. */
export function questionView(
  message: Message,
  card: QuestionCard,
  choosing: Choosing,
): TemplateResult {
  const [before, emphasis, after] = around(card.in_paragraphs ?? card.text, card.emphasis);
  const [levels, others] = sorted(message.buttons, card.levels);
  return html`<div class="question">
    ${card.skipped_before ? html`<p class="again">${words.skippedBefore}</p>` : nothing}
    <p class="count">
      ${card.number === null ? nothing : html`<strong>${words.question(card.number, card.total)}</strong>`}
      <span class="code">${card.statement}</span>
    </p>
    <p class="place">${placeOf(card)}</p>
    <p class="statement">${before}<strong>${emphasis}</strong>${after}</p>
    ${card.plain ? html`<p class="plain tall">${words.plain} ${card.plain}</p>` : nothing}
    ${more(card)} ${levelButtons(levels, words.levels, choosing)}
    ${chips(others, words.otherAnswers, choosing)}
  </div>`;
}

/** Where a statement stands; a sub-heading that only repeats the domain is left out. */
export function placeOf(card: QuestionCard): string {
  return card.group === card.domain ? card.domain : `${card.domain} · ${card.group}`;
}

function more(card: QuestionCard): TemplateResult {
  return html`<details>
    <summary>
      <span
        >${card.plain ? html`<span class="short">${words.inPlain} </span>` : nothing}${words.more}</span
      >
    </summary>
    ${card.plain ? html`<p class="plain short">${words.plain} ${card.plain}</p>` : nothing}
    ${card.why ? html`<p class="plain">${words.why} ${card.why}</p>` : nothing}
    <dl aria-label=${words.meaning}>
      ${card.levels.map(
        (level) =>
          html`<dt>${level.value} ${level.name}</dt>
            <dd>${level.definition}</dd>`,
      )}
    </dl>
  </details>`;
}

function sorted(buttons: Button[], levels: Level[]): [[Button, Level][], Button[]] {
  const ofLevels: [Button, Level][] = [];
  const others: Button[] = [];
  for (const button of buttons) {
    const level = levels.find((one) => button.title === `${one.value} ${one.name}`);
    if (level === undefined) others.push(button);
    else ofLevels.push([button, level]);
  }
  return [ofLevels, others];
}

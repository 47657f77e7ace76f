import { html, nothing, type TemplateResult } from "lit";
import type { AssistantEntry, PersonEntry } from "../entries";
import {
  careOf,
  linkOf,
  noticeOf,
  questionOf,
  signpostOf,
  type CareContact,
  type Link,
  type Message,
  type QuestionCard,
} from "../messages";
import { hrefOf, partsOf, telephone } from "../text";
import { words, type Words } from "../words";
import { chips, type Choosing } from "./choices";
import { line, link, prose } from "./prose";
import { placeOf, questionView } from "./question";
import { signpostView } from "./signpost";

/** What the assistant, or the service itself, says. */
export function assistantView(
  entry: AssistantEntry,
  choosing: Choosing,
  print: () => void,
): TemplateResult {
  const { message } = entry;
  return html`<div class="said ${message.kind}" lang=${message.lang} dir=${message.dir}>
    <span class="hidden">${words.signpost}:</span>
    ${bodyOf(message, choosing, print)}
  </div>`;
}

/** What the person said, and whether it still has to be sent. */
export function personView(entry: PersonEntry, again: (() => void) | undefined): TemplateResult {
  return html`<div class="said own" data-who=${words.you} lang=${entry.lang || nothing} dir=${entry.dir}>
      <span class="hidden">${words.you}:</span>
      <p class="typed">${entry.text}</p>
    </div>
    ${again === undefined
      ? nothing
      : html`<p class="undelivered">
          ${entry.delivery === "unsent" ? words.notSent : words.notAnswered}
          <button type="button" class="plain-button" @click=${again}>
            ${words.sendAgain}<span class="hidden">: ${entry.text}</span>
          </button>
        </p>`}`;
}

/** The number of a statement; one that is not on the person's list has its code alone. */
function numberOf(card: QuestionCard, own: Words): string {
  return card.number === null ? card.statement : own.question(card.number, card.total);
}

/** A message as one would read it out. */
export function spoken(message: Message, own: Words): string {
  const card = questionOf(message);
  const said =
    card === undefined
      ? message.text
      : [numberOf(card, own), placeOf(card), card.text].join(". ");
  const titles = message.buttons.map((button) => button.title).join(", ");
  return titles === "" ? said : `${said}\n${own.choose}: ${titles}`;
}

function bodyOf(message: Message, choosing: Choosing, print: () => void): unknown {
  const question = questionOf(message);
  if (question !== undefined) return questionView(message, question, choosing);
  const signpost = signpostOf(message);
  if (signpost !== undefined) {
    return signpostView(message, signpost, choosing, print);
  }
  const { links } = message;
  const care = careOf(message);
  const notice = noticeOf(message);
  const opens = linkOf(message);
  const href = opens?.url ?? "";
  const name = opens?.type === "form" ? words.openForm : words.seeResult;
  return html`${message.kind === "notice"
      ? html`<span class="hidden">${words.notice}:</span>`
      : nothing}
    ${prose((care ?? notice)?.lead ?? message.text, { links, named: { href, name } })}
    ${href === "" || partsOf(message.text).some((part) => hrefOf(part) === href)
      ? nothing
      : html`<p>${link(href, name, "action")}</p>`}
    ${care?.contacts?.length ? careView(care.contacts, care.prefix, links) : nothing}
    ${notice === undefined
      ? nothing
      : html`<details>
          <summary>${words.moreOf}</summary>
          ${prose(notice.more, { links })}
        </details>`}
    ${chips(message.buttons, words.choose, choosing)}`;
}

function careView(
  contacts: CareContact[],
  prefix: string | undefined,
  links: Link[] | undefined,
): TemplateResult {
  return html`<div class="care">
    <h2>${prefix ? html`<span class="hidden">${prefix} </span>` : nothing}${words.careTitle}</h2>
    <ul>
      ${contacts.map((contact) => contactView(contact, links))}
    </ul>
  </div>`;
}

function contactView(contact: CareContact, links: Link[] | undefined): TemplateResult {
  const { name, phone, purpose, text_to } = contact;
  return html`<li>
    ${phone && name.includes(phone) ? nothing : html`<p><strong>${line(name, links)}</strong></p>`}
    ${phone ? html`<a class="call" href=${telephone(phone)}>${words.call(phone)}</a>` : nothing}
    <p>${line(purpose ?? "", links)}</p>
    ${text_to ? html`<p>${line(text_to, links)}</p>` : nothing}
    <p class="hours">
      ${contact.hours}
      ${contact.url ? link(contact.url, contact.url.replace(/^https?:\/\//, "")) : nothing}
    </p>
  </li>`;
}

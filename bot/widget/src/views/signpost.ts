import { html, nothing, type TemplateResult } from "lit";
import type { Link, Message, SignpostCard } from "../messages";
import { smsLink, telephone } from "../text";
import { words } from "../words";
import { chips, type Choosing } from "./choices";
import { link, line } from "./prose";

/** A local service or group: the ways to it under its name, and the rest for who wants it. */
export function signpostView(
  message: Message,
  card: SignpostCard,
  choosing: Choosing,
  print: () => void,
): TemplateResult {
  const { links, buttons } = message;
  const of = html`<span class="hidden">(${card.name})</span>`;
  const fact = (name: string, value: string | null | undefined) => factView(name, value, links);
  const judge = words.judge(card.name);
  return html`<div class="signpost">
      ${card.is_sample ? html`<p class="sample">${words.sample}</p>` : nothing}
      <h2 dir="auto">${card.name}</h2>
      ${card.organisation && card.organisation !== card.name
        ? html`<p class="hours" dir="auto">${card.organisation}</p>`
        : nothing}
      <p class="ways">
        ${card.phone
          ? html`<a class="action" href=${telephone(card.phone)}>${words.call(card.phone)}</a>`
          : nothing}
        ${way(card.directions_url, words.directions, of)} ${way(card.url, words.website, of)}
      </p>
      ${card.what ? html`<p>${line(card.what, links)}</p>` : nothing}
      ${card.why ? html`<p>${line(card.why, links)}</p>` : nothing}
      <dl>
        ${fact(words.firstStep, card.first_step)} ${fact(words.alert, card.alert)}
        ${fact(words.when, card.schedule)} ${fact(words.where, card.address)}
        ${fact(words.distance, card.distance_text)} ${fact(words.cost, card.cost)}
        ${fact(words.textTo, card.text_to)}
      </dl>
    </div>
    ${chips(buttons.filter((button) => !button.aside), judge, choosing)}
    <details class="signpost take">
      <summary>${words.moreOf} ${of}</summary>
      <dl>
        ${fact(words.access, card.access?.join(", "))}
      </dl>
      ${card.checked_on
        ? html`<p class="hours">${words.checked(dayOf(card.checked_on, message.lang))}</p>`
        : nothing}
      ${chips(buttons.filter((button) => button.aside), judge, choosing)}
      <p class="ways">
        ${way(card.map_url, words.map, of)}
        <button type="button" class="plain-button" @click=${print}>${words.printCard} ${of}</button>
        <a class="plain-button" href=${smsLink(message.text)}>${words.textCard} ${of}</a>
      </p>
    </details>`;
}

function factView(name: string, value: string | null | undefined, links?: Link[]): unknown {
  return value
    ? html`<dt>${name}</dt>
        <dd dir="auto">${line(value, links)}</dd>`
    : nothing;
}

function way(href: string | null | undefined, name: string, of: TemplateResult): unknown {
  if (!href || !/^https?:/i.test(href)) return nothing;
  return link(href, html`${name} ${of}`, "chip");
}

function dayOf(day: string, lang: string): string {
  const date = new Date(day);
  if (Number.isNaN(date.valueOf())) return day;
  // Written the British way in English; other languages have their own.
  const locale = lang === "en" ? "en-GB" : lang;
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(date);
}

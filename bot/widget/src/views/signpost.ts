import { html, nothing, type TemplateResult } from "lit";
import type { Message, SignpostCard } from "../messages";
import { smsLink, telephone } from "../text";
import { words } from "../words";
import { link, line } from "./prose";

/** A local service or group, with every way to it and a way to take it along. */
export function signpostView(
  message: Message,
  card: SignpostCard,
  print: () => void,
): TemplateResult {
  return html`<div class="signpost">
    ${card.is_sample ? html`<p class="sample">${words.sample}</p>` : nothing}
    <h2 dir="auto">${card.name}</h2>
    ${card.organisation && card.organisation !== card.name
      ? html`<p class="hours" dir="auto">${card.organisation}</p>`
      : nothing}
    ${card.what ? html`<p>${line(card.what)}</p>` : nothing}
    ${card.why ? html`<p>${line(card.why)}</p>` : nothing}
    <dl>
      ${fact(words.firstStep, card.first_step)} ${fact(words.alert, card.alert)}
      ${fact(words.when, card.schedule)} ${fact(words.where, card.address)}
      ${fact(words.distance, card.distance_text)}
      ${fact(words.cost, card.cost)} ${fact(words.access, card.access?.join(", "))}
      ${fact(words.textTo, card.text_to)}
    </dl>
    <p class="ways">
      ${card.phone
        ? html`<a class="action" href=${telephone(card.phone)}>${words.call(card.phone)}</a>`
        : nothing}
      ${way(card.url, words.website, card)} ${way(card.map_url, words.map, card)}
      ${way(card.directions_url, words.directions, card)}
    </p>
    <p class="take">
      <button type="button" class="plain-button" @click=${print}>
        ${words.printCard} <span class="hidden">(${card.name})</span>
      </button>
      <a class="plain-button" href=${smsLink(message.text)}
        >${words.textCard} <span class="hidden">(${card.name})</span></a
      >
    </p>
    ${card.checked_on
      ? html`<p class="hours">${words.checked(dayOf(card.checked_on, message.lang))}</p>`
      : nothing}
  </div>`;
}

function fact(name: string, value: string | null | undefined): unknown {
  return value
    ? html`<dt>${name}</dt>
        <dd dir="auto">${line(value)}</dd>`
    : nothing;
}

function way(href: string | null | undefined, name: string, card: SignpostCard): unknown {
  if (!href || !/^https?:/i.test(href)) return nothing;
  return link(href, html`${name} <span class="hidden">(${card.name})</span>`, "chip");
}

function dayOf(day: string, lang: string): string {
  const date = new Date(day);
  if (Number.isNaN(date.valueOf())) return day;
  // Written the British way in English; other languages have their own.
  const locale = lang === "en" ? "en-GB" : lang;
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(date);
}

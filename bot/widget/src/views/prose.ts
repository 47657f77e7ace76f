import { html, type TemplateResult } from "lit";
import type { Link } from "../messages";
import { blocksOf, partsOf, type Block, type Part } from "../text";
import { words } from "../words";

const RESULTS = "/assessments/";

export interface ProseOptions {
  /** What can be tapped beside addresses. */
  links?: Link[] | undefined;
  /** An address that is shown under a name instead of as itself. */
  named?: { href: string; name: string } | undefined;
}

/** A text of the assistant as paragraphs, lists and links. */
export function prose(text: string, options: ProseOptions = {}): TemplateResult[] {
  return blocksOf(text, options.links).map((block) => blockView(block, options));
}

/** One line of text with its links. */
export function line(text: string, links?: Link[]): unknown[] {
  return partsOf(text, links).map((part) => partView(part, {}));
}

function blockView(block: Block, options: ProseOptions): TemplateResult {
  if (block.kind === "list") {
    return html`<ul>
      ${block.items.map((item) => html`<li>${item.map((part) => partView(part, options))}</li>`)}
    </ul>`;
  }
  return html`<p>
    ${block.lines.map(
      (parts) =>
        html`<span class="line">${parts.map((part) => partView(part, options))}</span>`,
    )}
  </p>`;
}

function partView(part: Part, { named }: ProseOptions): unknown {
  if (part.kind === "text") return part.text;
  if (part.href === named?.href) return link(part.href, named.name, "action");
  return link(part.href, part.text);
}

/**
 * A link: on this site in the same tab, so that the way back is short; elsewhere in a new one. The
 * result page learns where one came from by its address, since no page gives its own away.
 */
export function link(href: string, text: unknown, look = ""): TemplateResult {
  const address = new URL(href, location.href);
  if (!address.protocol.startsWith("http")) return html`<a class=${look} href=${href}>${text}</a>`;
  if (address.origin === location.origin) {
    if (address.pathname.startsWith(RESULTS)) address.searchParams.set("from", "chat");
    return html`<a class=${look} href=${address.href}>${text}</a>`;
  }
  return html`<a class=${look} href=${href} target="_blank" rel="noopener noreferrer"
    >${text} <span class="hidden">(${words.newTab})</span></a
  >`;
}

import type { Link } from "./messages";

/** Plain text as blocks and links. Nothing here makes HTML: templates put the parts in as text. */

export type Part = { kind: "text"; text: string } | { kind: "link"; text: string; href: string };

export type Block =
  | { kind: "paragraph"; lines: Part[][] }
  | { kind: "list"; items: Part[][] };

const BULLET = /^\s*[•*-]\s+/;
const LINK =
  /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]']|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu;

/** The numbers in the chat's own words; those in what the assistant says come with it. */
export const HELP_LINES: Link[] = ["999", "111", "116 123"].map((text) => ({
  text,
  href: telephone(text),
}));

/** Split a text into paragraphs and lists; `links` are what can be tapped beside addresses. */
export function blocksOf(text: string, links: Link[] = []): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const line of text.split("\n")) {
    if (line.trim() === "") {
      open = undefined;
      continue;
    }
    const kind = BULLET.test(line) ? "list" : "paragraph";
    if (open?.kind !== kind) {
      open = kind === "list" ? { kind, items: [] } : { kind, lines: [] };
      blocks.push(open);
    }
    const parts = partsOf(line.replace(BULLET, ""), links);
    if (open.kind === "list") open.items.push(parts);
    else open.lines.push(parts);
  }
  return blocks;
}

/** Split a line into text and links. */
export function partsOf(line: string, links: Link[] = []): Part[] {
  const address = (text: string) => (text.includes("://") ? text : `mailto:${text}`);
  const parts = split(line, LINK, address).map(wordsUnlessAddress);
  if (links.length === 0) return parts;
  const known = new Map(links.map(({ text, href }) => [text, href]));
  return parts.flatMap((part) =>
    part.kind === "link" ? [part] : split(part.text, anyOf(links), (text) => known.get(text) ?? ""),
  );
}

/** A pattern of these words where they stand alone: 999 is no part of 1999 or 999-x. */
function anyOf(links: Link[]): RegExp {
  const words = links.map(
    ({ text }) => (/^\w/.test(text) ? "\\b" : "") + text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
  );
  return new RegExp(`(?:${words.join("|")})(?![\\w-]|\\.\\w)`, "g");
}

/** What only looks like an address, such as `https://[soon]`, stays words. */
function wordsUnlessAddress(part: Part): Part {
  if (part.kind === "text") return part;
  try {
    new URL(part.href);
    return part;
  } catch {
    return { kind: "text", text: part.text };
  }
}

/** Where a part leads, if it is a link. */
export function hrefOf(part: Part): string | undefined {
  return part.kind === "link" ? part.href : undefined;
}

/** The address that calls a number. */
export function telephone(number: string): string {
  return `tel:${number.replace(/[^\d+]/g, "")}`;
}

/** The address that opens a text message with these words in it, to whomever one likes. */
export function smsLink(text: string): string {
  return `sms:?&body=${encodeURIComponent(text)}`;
}

/** Split a statement around its emphasised phrase: before, the phrase, after. */
export function around(text: string, emphasis: string): [string, string, string] {
  const start = emphasis === "" ? -1 : text.indexOf(emphasis);
  if (start < 0) return [text, "", ""];
  const end = start + emphasis.length;
  return [text.slice(0, start), emphasis, text.slice(end)];
}

function split(
  text: string,
  pattern: RegExp,
  address: (found: string) => string,
): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) parts.push({ kind: "text", text: text.slice(from, match.index) });
    parts.push({ kind: "link", text: match[0], href: address(match[0]) });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ kind: "text", text: text.slice(from) });
  return parts;
}

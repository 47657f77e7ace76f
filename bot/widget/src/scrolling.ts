const MARGIN = 100;
const EDGE = 16;

export interface Window {
  /** What scrolls, when it is not the page itself. */
  log: HTMLElement;
  /** The height of what stays below the messages, in pixels. */
  below: number;
  /** Whether the page around may be scrolled too. */
  page: boolean;
  behavior?: ScrollBehavior;
}

/**
 * Bring new messages into view: all of them when they fit, else from the first on. Short words
 * before a question make way for it.
 */
export function reveal(messages: Element[], { log, below, page, behavior = pace() }: Window): void {
  const items = [...messages];
  const room = Math.min(log.clientHeight, window.innerHeight - below - MARGIN);
  while (items.length > 1 && height(items) > room && items[0]?.querySelector(".said.text")) {
    items.shift();
  }
  const [first] = items;
  const last = items.at(-1);
  if (first === undefined || last === undefined) return;
  const fits = height(items) <= room;
  if (page) (fits ? last : first).scrollIntoView({ block: fits ? "end" : "start", behavior });
  else scrollWithin(log, fits ? last : first, fits ? "bottom" : "top", behavior);
}

/** `scrollIntoView` would scroll the page of whoever holds the chat, too. */
function scrollWithin(
  log: HTMLElement,
  item: Element,
  edge: "top" | "bottom",
  behavior: ScrollBehavior,
): void {
  const margin = edge === "top" ? -EDGE : EDGE;
  const way = item.getBoundingClientRect()[edge] - log.getBoundingClientRect()[edge] + margin;
  log.scrollBy({ top: way, behavior });
}

function height(items: Element[]): number {
  const top = items[0]?.getBoundingClientRect().top ?? 0;
  return (items.at(-1)?.getBoundingClientRect().bottom ?? 0) - top;
}

function pace(): ScrollBehavior {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
}

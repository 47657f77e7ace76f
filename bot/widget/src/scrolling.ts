const EDGE = 16;

export interface Window {
  /** Where the messages are. */
  log: HTMLElement;
  /** What scrolls, when it is not the page itself. */
  scroller: HTMLElement;
  /** The heights of what stays above and below, in pixels. */
  above: number;
  below: number;
  /** Whether the page around may be scrolled too. */
  page: boolean;
  behavior?: ScrollBehavior;
}

/**
 * Bring new messages into view: all of them when they fit, else from the first on. Short words and
 * notices before a question, or before the first card, make way for it; care never does.
 */
export function reveal(messages: Element[], around: Window): void {
  const { log, scroller, above, below, page, behavior = pace() } = around;
  const items = [...messages];
  const room = Math.min(log.clientHeight, window.innerHeight - above - below) - 2 * EDGE;
  while (height(items) > room && items.slice(1).some(isAsking) && makesWay(items[0])) items.shift();
  const [first] = items;
  const last = items.at(-1);
  if (first === undefined || last === undefined) return;
  const fits = height(items) <= room;
  const item = fits ? last : first;
  if (page) return item.scrollIntoView({ block: fits ? "end" : "start", behavior });
  // `scrollIntoView` would scroll the page of whoever holds the chat, too.
  const edge = fits ? "bottom" : "top";
  const bars = scroller === log ? 0 : fits ? below : above;
  const way = item.getBoundingClientRect()[edge] - scroller.getBoundingClientRect()[edge];
  scroller.scrollBy({ top: way + (fits ? 1 : -1) * (EDGE + bars), behavior });
}

function makesWay(item: Element | undefined): boolean {
  return item?.querySelector(".said.text, .said.notice:not(:has(.care))") != null;
}

/** Whether a message waits for an answer, or is a card; a notice only offers. */
function isAsking(item: Element): boolean {
  return item.querySelector(".said:not(.notice) button, .said.card") !== null;
}

function height(items: Element[]): number {
  const top = items[0]?.getBoundingClientRect().top ?? 0;
  return (items.at(-1)?.getBoundingClientRect().bottom ?? 0) - top;
}

function pace(): ScrollBehavior {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
}

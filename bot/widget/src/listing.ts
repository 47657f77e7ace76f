import { render } from "lit";

export interface Item {
  key: string;
  /** What stands on the element of the list itself, beside its key. */
  properties: Record<string, string>;
  view: unknown;
}

/**
 * Show items in a list, each in an element that stays its own while others come and go: what is
 * open, chosen or focused in it does so too.
 */
export function list(within: Element, name: string, items: Item[]): void {
  const old = new Map([...within.children].map((each) => [each.getAttribute("data-key"), each]));
  items.forEach(({ key, properties, view }, index) => {
    const element = old.get(key) ?? document.createElement(name);
    old.delete(key);
    Object.assign(element, properties).setAttribute("data-key", key);
    render(view, element as HTMLElement);
    const there = within.children[index] ?? null;
    if (there !== element) within.insertBefore(element, there);
  });
  for (const each of old.values()) each.remove();
}

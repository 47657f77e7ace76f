import type { LitElement, ReactiveController } from "lit";

/** The share of the screen that the bars may take for good; else the upper one, or both, scroll. */
const MOST = 0.4;

/**
 * Measures the bars above and below the messages, which grow with the text, so that nothing comes to
 * lie under them and they leave room to read.
 */
export class Bars implements ReactiveController {
  private readonly sizes = new ResizeObserver(() => this.measure());
  private watched: (Element | null)[] = [];

  constructor(private readonly host: LitElement) {
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener("resize", this.measure);
  }

  hostDisconnected(): void {
    window.removeEventListener("resize", this.measure);
    this.sizes.disconnect();
    this.watched = [];
  }

  hostUpdated(): void {
    const bars = [".top", ".below"].map((name) => this.host.renderRoot.querySelector(name));
    if (bars.every((bar, index) => bar === this.watched[index])) return;
    this.sizes.disconnect();
    this.watched = bars;
    for (const bar of bars) if (bar) this.sizes.observe(bar);
  }

  /** The height of what stays below the messages, in pixels. */
  get below(): number {
    return this.loose === "both" ? 0 : height(this.watched[1]);
  }

  private get loose(): "both" | "top" | undefined {
    const [above, below] = this.watched.map(height) as [number, number];
    const most = MOST * window.innerHeight;
    if (below > most) return "both";
    return above + below > most ? "top" : undefined;
  }

  private measure = (): void => {
    const [above] = this.watched;
    const section = this.host.renderRoot.querySelector<HTMLElement>("section");
    const { loose } = this;
    section?.style.setProperty("--above", loose ? "0px" : `${height(above)}px`);
    section?.style.setProperty("--below", `${this.below}px`);
    if (loose) this.host.setAttribute("loose", loose);
    else this.host.removeAttribute("loose");
  };
}

function height(bar: Element | null | undefined): number {
  return bar?.clientHeight ?? 0;
}

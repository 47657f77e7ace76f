import type { LitElement, ReactiveController } from "lit";

/** The share of the screen that the bars may take; else the upper one keeps only the way out. */
const MOST = 0.4;
const EDGE = 8;

/**
 * Measures the bars above and below the messages, which grow with the text, so that nothing comes to
 * lie under them. Where they would leave little room to read, all of the upper one goes up with the
 * messages but the row with the way out, which always stays; so does the box to write in.
 */
export class Bars implements ReactiveController {
  /** The height of what stays above the messages, in pixels. */
  above = 0;
  private readonly sizes = new ResizeObserver(() => this.measure());
  private watched: (HTMLElement | null)[] = [];

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
    const bars = [".top", ".below", ".exit"].map((name) => this.find(name));
    if (bars.every((bar, index) => bar === this.watched[index])) return;
    this.sizes.disconnect();
    this.watched = bars;
    for (const bar of bars) if (bar) this.sizes.observe(bar);
  }

  /** The height of what stays below the messages, in pixels. */
  get below(): number {
    return this.watched[1]?.clientHeight ?? 0;
  }

  private measure = (): void => {
    const [top, , exit] = this.watched;
    const whole = top?.clientHeight ?? 0;
    const loose = whole + this.below > MOST * window.innerHeight;
    const lift = loose && exit ? exit.offsetTop - EDGE : 0;
    this.above = loose && !exit ? 0 : whole - lift;
    const { style } = this.find("section") as HTMLElement;
    style.setProperty("--lift", `${-lift}px`);
    style.setProperty("--above", `${this.above}px`);
    style.setProperty("--below", `${this.below}px`);
    this.host.toggleAttribute("loose", loose);
  };

  private find(name: string): HTMLElement | null {
    return this.host.renderRoot.querySelector<HTMLElement>(name);
  }
}

import type { ReactiveController, ReactiveControllerHost } from "lit";

/** What covers the page when the panel takes the whole screen; as in the style sheet. */
const COVERS = "(max-width: 40em), (max-height: 32em)";

export interface PanelHost extends ReactiveControllerHost, HTMLElement {
  floating: boolean;
  open: boolean;
}

/**
 * The panel of a floating chat. It never traps anyone: Escape closes it from wherever the focus is,
 * and where it covers the page it makes way as soon as the focus goes on.
 */
export class Panel implements ReactiveController {
  constructor(private readonly host: PanelHost) {
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener("keydown", this.keyPressed);
    this.host.addEventListener("focusout", this.focusLeft);
  }

  hostDisconnected(): void {
    document.removeEventListener("keydown", this.keyPressed);
    this.host.removeEventListener("focusout", this.focusLeft);
  }

  /** Close, and give the focus back to the button when it was in the panel. */
  async close(): Promise<void> {
    const inside = this.host.matches(":focus-within");
    this.host.open = false;
    await this.host.updateComplete;
    if (inside) this.host.shadowRoot?.querySelector<HTMLElement>(".launcher")?.focus();
  }

  private keyPressed = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    if (this.host.floating && this.host.open) void this.close();
  };

  private focusLeft = (event: FocusEvent): void => {
    const next = event.relatedTarget;
    if (!this.host.floating || !this.host.open || !(next instanceof Node)) return;
    if (!this.host.contains(next) && matchMedia(COVERS).matches) this.host.open = false;
  };
}

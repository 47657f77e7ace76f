import { html, nothing, type TemplateResult } from "lit";
import { words } from "../words";

/** The button that opens the panel, with how much was said meanwhile. */
export function launcherView(label: string, unread: number, open: () => void): TemplateResult {
  return html`<button type="button" class="launcher" lang=${words.lang} dir=${words.dir} aria-haspopup="dialog" @click=${open}>
    ${label}
    ${unread > 0
      ? html`<span class="unread"
          >${unread}<span class="hidden"> ${words.unread(unread)}</span></span
        >`
      : nothing}
  </button>`;
}

/** The head of the panel: whose it is, and the way to close it. */
export function panelHeadView(close: () => void): TemplateResult {
  return html`<div class="head">
    <h2>${words.signpost}</h2>
    <button type="button" class="close" aria-label=${words.close} @click=${close}>
      <span aria-hidden="true">×</span>
    </button>
  </div>`;
}

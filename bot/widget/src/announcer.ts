import { html, type LitElement, type ReactiveController, type TemplateResult } from "lit";
import { list } from "./listing";
import type { Message } from "./messages";
import { spoken } from "./views/message";
import type { Words } from "./words";

const SPOKEN_MS = 20_000;

interface Line {
  text: string;
  lang: string;
  dir: string;
}

/**
 * Has new messages read out, and nothing else: each is put into a live region of its own, which is
 * emptied after a while so that nobody meets the words twice.
 */
export class Announcer implements ReactiveController {
  private lines: Line[] = [];
  private silence: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly host: LitElement & { words: Words }) {
    host.addController(this);
  }

  hostUpdated(): void {
    const items = this.lines.map(({ text, lang, dir }, index) => ({
      key: `${index} ${text}`,
      properties: { lang, dir },
      view: text,
    }));
    list(this.host.renderRoot.querySelector("[role=log]") as Element, "p", items);
  }

  hostDisconnected(): void {
    clearTimeout(this.silence);
  }

  read(messages: Message[]): void {
    const fresh = messages.map((message) => ({ ...message, text: spoken(message, this.host.words) }));
    this.show([...this.lines, ...fresh]);
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.stop(), SPOKEN_MS);
  }

  readOnly(text: string): void {
    this.show([this.own(text)]);
  }

  /** Has something of the chat's own read out after what is being read. */
  readAlso(text: string): void {
    this.show([...this.lines, this.own(text)]);
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.stop(), SPOKEN_MS);
  }

  stop(): void {
    clearTimeout(this.silence);
    this.show([]);
  }

  view(): TemplateResult {
    const name = this.host.words.newMessages;
    return html`<div class="hidden" role="log" aria-label=${name} aria-relevant="additions"></div>`;
  }

  private show(lines: Line[]): void {
    this.lines = lines;
    this.host.requestUpdate();
  }

  private own(text: string): Line {
    const { lang, dir } = this.host.words;
    return { text, lang, dir };
  }
}

import { LitElement, html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { Conversation } from "./conversation";
import { isRetryable, saidTo, type Entry } from "./entries";
import { Gateway } from "./gateway";
import { Memory } from "./memory";
import type { Button, Message } from "./messages";
import { styles } from "./styles";
import { assistantView, personView, spoken } from "./views/message";
import { offlineView, progressView, waitView } from "./views/standing";
import { line } from "./views/prose";
import { words } from "./words";

const SPOKEN_MS = 20_000;
const ROOM_SHOWN = 200;
const MARGIN = 100;

/**
 * `<signpost-chat>`: a conversation with Signpost.
 *
 * Attributes: `api` (address of the service; default: where the script came from), `locale`,
 * `invite` (token of an invite link), `max-length` (longest message in characters).
 */
export class SignpostChat extends LitElement {
  static override styles = styles;
  static override properties = {
    api: { type: String },
    locale: { type: String },
    invite: { type: String },
    maxLength: { type: Number, attribute: "max-length" },
    draft: { state: true },
    offline: { state: true },
    aloud: { state: true },
  };

  /** Where the script was served from; set once when it is loaded. */
  static home = "";

  declare api: string;
  declare locale: string;
  declare invite: string | undefined;
  declare maxLength: number;
  declare draft: string;
  declare offline: boolean;
  declare aloud: string[];

  private conversation: Conversation | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.api = SignpostChat.home;
    this.locale = "en";
    this.maxLength = 4000;
    this.draft = "";
    this.offline = !navigator.onLine;
    this.aloud = [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("online", this.connectionChanged);
    window.addEventListener("offline", this.connectionChanged);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("online", this.connectionChanged);
    window.removeEventListener("offline", this.connectionChanged);
    clearTimeout(this.silence);
  }

  protected override firstUpdated(): void {
    this.conversation = this.converse();
    void this.conversation.start();
  }

  protected override render(): TemplateResult {
    return html`<section class="chat" aria-label=${words.chat}>
      ${progressView(this.conversation?.state ?? { flow: null })}
      <div class="log" tabindex="-1" role="group" aria-label=${words.conversation}>
        <ol role="list">
          ${repeat(
            this.entries,
            (entry) => entry.key,
            (entry) =>
              html`<li class=${entry.from} data-key=${entry.key}>${this.entryView(entry)}</li>`,
          )}
        </ol>
        ${this.isTyping ? typing() : nothing}
        <div role="status">${this.standing()}</div>
      </div>
      ${this.closedView() ?? this.composer()}
      <div class="hidden" role="log" aria-label=${words.newMessages} aria-relevant="additions">
        ${repeat(
          this.aloud,
          (text, index) => `${index} ${text}`,
          (text) => html`<p>${text}</p>`,
        )}
      </div>
    </section>`;
  }

  protected override updated(): void {
    // What scrolls can be scrolled with the keyboard.
    const scrolls = this.log.scrollHeight > this.log.clientHeight;
    this.log.tabIndex = scrolls ? 0 : -1;
    this.log.classList.toggle("scrolls", scrolls);
  }

  private get entries(): Entry[] {
    return this.conversation?.entries ?? [];
  }

  private get isTyping(): boolean {
    const phase = this.conversation?.phase ?? "connecting";
    return phase === "connecting" || this.conversation?.isBusy === true;
  }

  private entryView(entry: Entry): TemplateResult {
    if (entry.from === "person") {
      const again = isRetryable(entry) ? () => this.sayAgain(entry.key) : undefined;
      return personView(entry, again);
    }
    return assistantView(entry, {
      active: this.conversation?.active.has(entry) === true,
      busy: this.conversation?.isBusy === true,
      said: saidTo(entry, this.entries),
      press: (button, event) => this.press(button, event),
    });
  }

  private standing(): unknown {
    if (this.offline) return offlineView();
    return waitView(this.conversation?.phase ?? "connecting");
  }

  private closedView(): TemplateResult | undefined {
    const conversation = this.conversation;
    if (conversation?.phase !== "closed") return undefined;
    const reopen = (withoutInvite: boolean) => () => void conversation.reopen(withoutInvite);
    return html`<div class="composer">
      <p class="problem" role="alert">${line(conversation.problem, { helplines: true })}</p>
      <p class="ways">
        <button type="button" class="send" @click=${reopen(false)}>${words.tryAgain}</button>
        ${this.invite === undefined
          ? nothing
          : html`<button type="button" class="chip" @click=${reopen(true)}>
              ${words.withoutInvite}
            </button>`}
      </p>
    </div>`;
  }

  private composer(): TemplateResult {
    const room = this.maxLength - this.draft.length;
    const problem = this.conversation?.problem ?? "";
    return html`<form class="composer" @submit=${this.submit}>
      <label for="message">${words.label}</label>
      <div class="field">
        <textarea
          id="message"
          rows="1"
          autocomplete="off"
          enterkeyhint="send"
          aria-describedby="hint problem"
          aria-invalid=${problem === "" ? "false" : "true"}
          .value=${this.draft}
          @input=${this.typed}
          @keydown=${this.keyPressed}
        ></textarea>
        <button type="submit" class="send">${words.send}</button>
      </div>
      <p class="room" role="status">${room < ROOM_SHOWN ? words.room(room) : nothing}</p>
      <p class="problem" id="problem" role="alert">${line(problem, { helplines: true })}</p>
      <p class="hint" id="hint">${words.computer} <span class="keys">${words.newLine}</span></p>
    </form>`;
  }

  private converse(): Conversation {
    return new Conversation({
      gateway: new Gateway(this.api),
      memory: new Memory(this.api),
      locale: this.locale,
      ...(this.invite === undefined ? {} : { invite: this.invite }),
      newId: newId,
      sleep: (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds)),
      changed: () => this.requestUpdate(),
      heard: (messages) => void this.hear(messages),
      returned: (text) => {
        if (this.draft === "") this.draft = text;
      },
      restored: (count) => void this.welcomeBack(count),
    });
  }

  private submit = (event: Event): void => {
    event.preventDefault();
    void this.send();
  };

  private typed = (event: Event): void => {
    const box = event.target as HTMLTextAreaElement;
    this.draft = box.value;
    box.style.blockSize = "auto";
    box.style.blockSize = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
  };

  private keyPressed = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void this.send();
  };

  private async send(): Promise<void> {
    const conversation = this.conversation;
    if (conversation === undefined) return;
    const text = this.draft.trim();
    if (text === "") conversation.problem = words.empty;
    this.draft = "";
    this.box?.style.removeProperty("block-size");
    this.focusOn("input");
    this.requestUpdate();
    if (text !== "") await this.afterSaying(conversation.say(text));
  }

  private press(button: Button, event: MouseEvent): void {
    // A finger on a button is not to open the keyboard on the screen.
    const byTouch = (event as PointerEvent).pointerType === "touch";
    this.focusOn(byTouch ? "log" : "input");
    if (this.conversation === undefined) return;
    void this.afterSaying(this.conversation.say(button.title, button.payload));
  }

  private sayAgain(key: string): void {
    const entry = this.entries.find((one) => one.key === key);
    if (entry?.from !== "person" || this.conversation === undefined) return;
    this.focusOn("input");
    void this.afterSaying(this.conversation.sayAgain(entry));
  }

  private async afterSaying(said: Promise<void>): Promise<void> {
    this.silent();
    await this.updateComplete;
    this.reveal(lastKey(this.entries));
    await said;
  }

  private async hear(messages: Message[]): Promise<void> {
    this.aloud = [...this.aloud, ...messages.map(spoken)];
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.silent(), SPOKEN_MS);
    this.requestUpdate();
    await this.updateComplete;
    this.reveal(messages.map((message) => message.id));
  }

  private async welcomeBack(count: number): Promise<void> {
    this.aloud = [words.loaded(count)];
    this.requestUpdate();
    await this.updateComplete;
    this.reveal(lastKey(this.entries), "instant");
  }

  private silent(): void {
    clearTimeout(this.silence);
    this.aloud = [];
  }

  private connectionChanged = (): void => {
    this.offline = !navigator.onLine;
    if (!this.offline) void this.conversation?.sayAllAgain();
  };

  /**
   * Bring new messages into view: all of them when they fit, else from the first on. Short words
   * before a question make way for it.
   */
  private reveal(keys: string[], behavior: ScrollBehavior = this.pace): void {
    const items = keys.flatMap((key) => this.itemOf(key) ?? []);
    const last = items.at(-1);
    while (items.length > 1 && !this.fits(items) && items[0]?.querySelector(".said.text")) {
      items.shift();
    }
    const [first] = items;
    if (first === undefined || last === undefined) return;
    if (this.fits(items)) last.scrollIntoView({ block: "end", behavior });
    else first.scrollIntoView({ block: "start", behavior });
  }

  private get pace(): ScrollBehavior {
    return matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
  }

  private fits(items: Element[]): boolean {
    const top = items[0]?.getBoundingClientRect().top ?? 0;
    const tall = (items.at(-1)?.getBoundingClientRect().bottom ?? 0) - top;
    const around = (this.renderRoot.querySelector(".composer")?.clientHeight ?? 0) + MARGIN;
    return tall <= Math.min(this.log.clientHeight, window.innerHeight - around);
  }

  private itemOf(key: string): Element | undefined {
    return [...this.renderRoot.querySelectorAll("li[data-key]")].find(
      (item) => item.getAttribute("data-key") === key,
    );
  }

  private focusOn(place: "input" | "log"): void {
    (place === "input" ? this.box : this.log)?.focus({ preventScroll: place === "log" });
  }

  private get box(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector("textarea");
  }

  private get log(): HTMLElement {
    return this.renderRoot.querySelector(".log") as HTMLElement;
  }
}

function lastKey(entries: Entry[]): string[] {
  return entries.slice(-1).map((entry) => entry.key);
}

function typing(): TemplateResult {
  return html`<div class="typing">
    <span class="hidden">${words.typing}</span>
    <span aria-hidden="true"></span><span aria-hidden="true"></span><span aria-hidden="true"></span>
  </div>`;
}

/** A UUID, also on pages that are not served securely, where the browser offers none. */
function newId(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [8, 12, 16, 20, 32]
    .map((end, place, ends) => hex.slice(ends[place - 1] ?? 0, end))
    .join("-");
}

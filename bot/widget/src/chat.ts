import { LitElement, html, nothing, type TemplateResult } from "lit";
import { Announcer } from "./announcer";
import { Bars } from "./bars";
import { Conversation, isHandover, type Phase } from "./conversation";
import { isRetryable, saidTo, type Entry } from "./entries";
import { leave, NEUTRAL_PAGE, ShiftPresses } from "./exit";
import { Gateway } from "./gateway";
import { newId } from "./ids";
import { list } from "./listing";
import { Memory } from "./memory";
import type { Button, Handover, Message } from "./messages";
import { Panel } from "./panel";
import { reveal } from "./scrolling";
import { styles } from "./styles";
import { Taking } from "./taking";
import { closedView, composerView } from "./views/composer";
import { launcherView, panelHeadView } from "./views/floating";
import { assistantView, personView } from "./views/message";
import {
  offlineView,
  progressView,
  startingView,
  typingView,
  unreachableView,
} from "./views/standing";
import { exitView, handoverView, nameOf, optionsView, type Tools } from "./views/tools";
import { baseOf, english, sayIn, wordsOf, type Words } from "./words";


// Of a citizen, who has nothing to go back to there.
const FIRST_QUESTION = "needs";

/**
 * `<signpost-chat>`: a conversation with Signpost.
 *
 * Attributes: `api` (address of the service; default: where the script came from), `locale`,
 * `invite` (token of an invite link), `theme` (`light` or `dark`; default: as the person's system
 * has it), `floating` (a button that opens a panel), `open` (whether that panel is open), `exit`
 * (address of the neutral page), `max-length` (longest message in characters). `locale`, `invite`
 * and `theme` can be changed while the chat is there.
 */
export class SignpostChat extends LitElement {
  static override styles = styles;
  static override properties = {
    api: { type: String },
    locale: { type: String },
    invite: { type: String },
    theme: { type: String, reflect: true },
    exit: { type: String },
    floating: { type: Boolean },
    open: { type: Boolean, reflect: true },
    maxLength: { type: Number, attribute: "max-length" },
    draft: { state: true },
    offline: { state: true },
    unread: { state: true },
    size: { state: true },
    done: { state: true },
    words: { state: true },
    printed: { state: true },
  };

  /** Where the script was served from; set once when it is loaded. */
  static home = "";

  declare api: string;
  declare locale: string;
  declare invite: string | null | undefined;
  declare theme: string | null | undefined;
  declare exit: string;
  declare floating: boolean;
  declare open: boolean;
  declare maxLength: number;
  declare draft: string;
  declare offline: boolean;
  declare unread: number;
  declare size: number;
  /** What was just done with the conversation: in words, or links to take along. */
  declare done: string | Handover;
  /** The chat's own words, in the language of its conversation. */
  declare words: Words;
  /** The key of the only message to be printed, when it is not the whole conversation. */
  declare printed: string;

  conversation: Conversation | undefined;
  private memory: Memory | undefined;
  private readonly announcer = new Announcer(this);
  private readonly bars = new Bars(this);
  private readonly panel = new Panel(this);
  private readonly taking = new Taking(this);
  private readonly shifts = new ShiftPresses();
  /** Whether the person has done anything yet; before, the page around is left as it is. */
  private acted = false;
  private ownName: string | undefined;
  /** The language that was named last, whose words may still be on their way. */
  private named = "";

  constructor() {
    super();
    this.api = SignpostChat.home;
    this.locale = "en";
    this.exit = NEUTRAL_PAGE;
    this.floating = false;
    this.open = false;
    this.maxLength = 4000;
    this.draft = "";
    this.offline = !navigator.onLine;
    this.unread = 0;
    this.size = 0;
    this.done = "";
    this.words = english;
    this.printed = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // The name is the landmark's inside; on the element itself it would name nothing.
    this.ownName = this.getAttribute("aria-label") ?? this.ownName;
    this.removeAttribute("aria-label");
    window.addEventListener("online", this.connectionChanged);
    window.addEventListener("offline", this.connectionChanged);
    window.addEventListener("keyup", this.keyLetGo);
    window.addEventListener("pagehide", this.pageLeft);
    window.addEventListener("pageshow", this.pageBack);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("online", this.connectionChanged);
    window.removeEventListener("offline", this.connectionChanged);
    window.removeEventListener("keyup", this.keyLetGo);
    window.removeEventListener("pagehide", this.pageLeft);
    window.removeEventListener("pageshow", this.pageBack);
  }

  protected override firstUpdated(): void {
    this.memory = new Memory(this.api, this.name);
    const { size = 0, open = this.open } = this.memory.look;
    this.size = size;
    this.open = open;
    this.style.setProperty("--place", String(this.place("[floating]")));
  }

  protected override update(changed: Map<string, unknown>): void {
    sayIn(this.words);
    super.update(changed);
  }

  protected override render(): TemplateResult {
    const { words } = this;
    const shown = !this.floating || this.open;
    return html`${shown ? nothing : launcherView(this.label, this.unread, () => void this.show())}
      <section
        class="chat size-${this.size}"
        lang=${words.lang}
        dir=${words.dir}
        role=${this.floating ? "dialog" : "region"}
        aria-label=${this.label}
        tabindex=${this.floating ? -1 : nothing}
        ?hidden=${!shown}
      >
        ${this.head()}
        <div class="log" tabindex="-1" role="group" aria-label=${words.conversation}>
          <ol role="list"></ol>
          ${this.isTyping ? typingView() : nothing}
          <div role="status">${startingView(this.phase)}</div>
        </div>
        <div class="below">
          <div role="status">${this.standing()}</div>
          ${this.closed() ?? this.composer()}
        </div>
      </section>
      ${this.announcer.view()}`;
  }

  protected override updated(changed: Map<string, unknown>): void {
    this.listEntries();
    if (this.conversation !== undefined) this.follow(changed);
    if (!this.floating || this.open) this.begin();
    // What is only as it was when the page came needs no keeping.
    if ((changed.get("size") ?? changed.get("open")) !== undefined) this.keepLook();
    // What scrolls can be scrolled with the keyboard.
    const scrolls = this.log.scrollHeight > this.log.clientHeight;
    this.log.tabIndex = scrolls ? 0 : -1;
    this.log.classList.toggle("scrolls", scrolls);
  }

  private get entries(): Entry[] {
    return this.conversation?.entries ?? [];
  }

  private get isTyping(): boolean {
    return this.phase === "connecting" || this.conversation?.isBusy === true;
  }

  private get phase(): Phase {
    return this.conversation?.phase ?? "connecting";
  }

  /** What a page calls this chat; several on one page have a number. */
  private get label(): string {
    const { words } = this;
    const place = this.place();
    return this.ownName ?? (place > 0 ? `${words.chat} ${place + 1}` : words.chat);
  }

  private place(among = ""): number {
    return [...document.querySelectorAll(this.localName + among)].indexOf(this);
  }

  private head(): TemplateResult {
    const tools = this.tools;
    return html`<div class="top">
      ${this.floating ? panelHeadView(() => void this.panel.close()) : nothing}
      ${progressView(this.conversation?.state ?? { flow: null })}
      <div class="done" role="status">${this.doneView()}</div>
      <div class="bar">${exitView(tools.exit)} ${optionsView(tools)}</div>
    </div>`;
  }

  private doneView(): unknown {
    const { done } = this;
    if (typeof done === "string") return done || nothing;
    const close = () => {
      this.done = "";
      this.renderRoot.querySelector<HTMLElement>(".options summary")?.focus();
    };
    const copy = async () => {
      if (!(await this.taking.copy(done.web))) return;
      close();
      this.done = this.words.copied;
    };
    return handoverView(done, () => void copy(), close);
  }

  private listEntries(): void {
    const items = this.entries.map((entry) => ({
      key: entry.key,
      properties: { className: `${entry.from} ${entry.key === this.printed ? "printed" : ""}` },
      view: this.entryView(entry),
    }));
    list(this.renderRoot.querySelector("ol") as Element, "li", items);
  }

  private entryView(entry: Entry): TemplateResult {
    if (entry.from === "person") {
      const again = isRetryable(entry) ? () => this.sayAgain(entry.key) : undefined;
      return personView(entry, again);
    }
    const choosing = {
      active: this.conversation?.active.has(entry) === true,
      busy: this.conversation?.isBusy === true,
      said: saidTo(entry, this.entries),
      press: (button: Button, event: MouseEvent) => this.press(button, event),
    };
    return assistantView(entry, choosing, () => void this.taking.print(entry.key));
  }

  private standing(): unknown {
    if (this.offline) return offlineView();
    return this.phase === "unreachable" ? unreachableView() : nothing;
  }

  private closed(): TemplateResult | undefined {
    const conversation = this.conversation;
    if (conversation?.phase !== "closed") return undefined;
    const reopen = (withoutInvite: boolean) => () => {
      void conversation.reopen(withoutInvite);
      this.focusOn("log");
    };
    const { words } = this;
    const withoutInvite = Boolean(this.invite) && !conversation.gone;
    return closedView({
      problem: conversation.problem,
      again: conversation.gone ? words.startNew : words.tryAgain,
      reopen: reopen(false),
      withoutInvite: withoutInvite ? reopen(true) : undefined,
    });
  }

  private composer(): TemplateResult {
    return composerView({
      draft: this.draft,
      room: this.maxLength - this.draft.length,
      problem: this.conversation?.problem ?? "",
      submit: this.submit,
      typed: this.typed,
      keyPressed: this.keyPressed,
      undo: this.mayUndo ? this.undo : undefined,
    });
  }

  /** Tells the chats of one page apart in what the tab keeps. */
  private get name(): string {
    const place = this.place();
    return this.id || (place > 0 ? String(place + 1) : "");
  }

  private get tools(): Tools {
    const conversation = this.conversation;
    return {
      size: this.size,
      locale: conversation?.locale ?? this.locale,
      locales: conversation?.locales ?? [],
      hasWords: this.entries.length > 0,
      setSize: (size) => (this.size = size),
      setLocale: (locale) => this.goOnIn(locale),
      taking: this.taking,
      isKept: this.memory?.isKept === true,
      setKept: (wanted) => this.keepPlace(wanted),
      exit: this.mayExit ? { address: this.exit, leave: () => leave(this.exit) } : undefined,
    };
  }

  /** The way out is for people who talk about themselves, not for staff in an assessment. */
  private get mayExit(): boolean {
    const isOwn = !this.invite || isHandover(this.invite);
    return isOwn && this.conversation?.state.flow !== "assessment";
  }

  private get mayUndo(): boolean {
    const { flow, question, progress } = this.conversation?.state ?? { flow: null };
    if (flow === "triage") return Boolean(question) && question !== FIRST_QUESTION;
    return flow === "assessment" && (progress?.answered ?? 0) > 0;
  }

  private begin(): void {
    if (this.conversation !== undefined) return;
    void this.speak(this.locale);
    this.conversation = this.converse();
    void this.conversation.start();
  }

  private keepLook(): void {
    if (this.memory === undefined) return;
    this.memory.look = this.floating ? { size: this.size, open: this.open } : { size: this.size };
  }

  private keepPlace(wanted: boolean): void {
    if (this.memory !== undefined) this.memory.isKept = wanted;
    this.requestUpdate();
  }

  private async show(): Promise<void> {
    for (const other of document.querySelectorAll<SignpostChat>(`${this.localName}[floating]`)) {
      if (other !== this) other.open = false;
    }
    this.open = true;
    this.unread = 0;
    await this.updateComplete;
    // On a screen that is touched, the box would open the keyboard over half of the panel.
    if (matchMedia("(pointer: coarse)").matches || this.box === null) this.section.focus();
    else this.box.focus();
    this.reveal(lastKey(this.entries), "instant");
  }

  private undo = (): void => {
    this.focusOn("input");
    if (this.conversation !== undefined) {
      void this.afterSaying(this.conversation.say(this.words.undoSays));
    }
  };

  private keyLetGo = (event: KeyboardEvent): void => {
    const told = this.shifts.note(event.key, event.timeStamp);
    // A page whose chat nobody has used is not ours to leave.
    if (told && this.mayExit && this.isUsed) leave(this.exit);
  };

  private get isUsed(): boolean {
    return this.conversation !== undefined || this.memory?.read() !== undefined;
  }

  /** "Back" may bring the page as it was left, so it is left with nothing to see. */
  private pageLeft = (): void => {
    this.toggleAttribute("away", true);
    this.conversation?.retire();
    this.announcer.stop();
  };

  /** What the tab has forgotten meanwhile, as by leaving in a hurry, does not come back. */
  private pageBack = async (event: PageTransitionEvent): Promise<void> => {
    if (!event.persisted) return;
    if (this.memory?.read() === undefined) {
      this.draft = "";
      this.open = this.open && !this.floating;
    }
    this.startAfresh();
    await this.updateComplete;
    this.toggleAttribute("away", false);
  };

  private converse(): Conversation {
    return new Conversation({
      gateway: new Gateway(this.api),
      memory: this.memory ?? new Memory(this.api, this.name),
      locale: this.locale,
      words: () => this.words,
      ...(this.invite ? { invite: this.invite } : {}),
      newId: newId,
      sleep: (milliseconds) => new Promise((wake) => setTimeout(wake, milliseconds)),
      changed: () => this.requestUpdate(),
      heard: (messages) => void this.hear(messages),
      returned: (text) => {
        if (this.draft === "") this.draft = text;
      },
      restored: (count) => void this.welcomeBack(count),
      held: (locale) => void this.speak(locale),
    });
  }

  /** Say what is the chat's own in a language, unless another is named before its words come. */
  private async speak(locale: string): Promise<void> {
    this.named = locale;
    const words = await wordsOf(locale, this.api);
    if (words !== undefined && locale === this.named) this.words = words;
  }

  /** Do as the page says that changes an attribute while the conversation goes on. */
  private follow(changed: Map<string, unknown>): void {
    if (changed.has("invite") && this.invite) this.startAfresh();
    else if (changed.get("locale") !== undefined) this.goOnIn(baseOf(this.locale));
  }

  /** Ask for another language, as one would in one's own words. */
  private goOnIn(locale: string): void {
    const { conversation } = this;
    if (!conversation?.locales.includes(locale)) return;
    void this.afterSaying(conversation.say(nameOf(locale), `/language{"to": "${locale}"}`));
  }

  private startAfresh(): void {
    this.conversation?.retire();
    this.announcer.stop();
    this.conversation = undefined;
    this.done = "";
    this.unread = 0;
    this.requestUpdate();
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
    if (text === "") conversation.problem = this.words.empty;
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

  private async afterSaying(said: Promise<void> | undefined): Promise<void> {
    this.acted = true;
    this.announcer.stop();
    await this.updateComplete;
    this.reveal(lastKey(this.entries));
    await said;
    await this.tellUnsent();
  }

  /** What was not taken is brought into view and read out, as it stands at the end without a sound. */
  private async tellUnsent(): Promise<void> {
    const last = this.entries.at(-1);
    if (last?.from !== "person" || last.delivery !== "unsent") return;
    this.announcer.readAlso(this.words.notSent);
    await this.updateComplete;
    this.reveal([last.key]);
  }

  private async hear(messages: Message[]): Promise<void> {
    this.announcer.read(messages);
    this.done = "";
    if (this.floating && !this.open) this.unread += messages.length;
    await this.updateComplete;
    this.reveal(messages.map((message) => message.id));
  }

  private async welcomeBack(count: number): Promise<void> {
    this.announcer.readOnly(this.words.loaded(count));
    await this.updateComplete;
    this.reveal(lastKey(this.entries), "instant");
  }

  private connectionChanged = (): void => {
    const before = this.offline;
    this.offline = !navigator.onLine;
    if (this.offline) return;
    if (before) this.announcer.readAlso(this.words.online);
    if (this.entries.some(isRetryable)) this.announcer.readAlso(this.words.sendingAgain);
    void this.conversation?.sayAllAgain().then(() => this.tellUnsent());
  };

  private reveal(keys: string[], behavior?: ScrollBehavior): void {
    const all = [...this.renderRoot.querySelectorAll("li[data-key]")];
    const items = all.filter((item) => keys.includes(item.getAttribute("data-key") ?? ""));
    const { log, bars, floating } = this;
    const { above, below } = bars;
    const page = !floating && (this.acted || this.isAtHome);
    const scroller = floating && this.hasAttribute("loose") ? this.section : log;
    const around = { log, scroller, above, below, page };
    reveal(items, behavior === undefined ? around : { ...around, behavior });
  }

  /** Whether the page is one of the service itself, and not of somebody who holds the chat. */
  private get isAtHome(): boolean {
    return new URL(this.api, location.href).origin === location.origin;
  }

  private focusOn(place: "input" | "log"): void {
    (place === "input" ? this.box : this.log)?.focus({ preventScroll: place === "log" });
  }

  private get box(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector("textarea");
  }

  private get section(): HTMLElement {
    return this.renderRoot.querySelector("section") as HTMLElement;
  }

  private get log(): HTMLElement {
    return this.renderRoot.querySelector(".log") as HTMLElement;
  }
}

function lastKey(entries: Entry[]): string[] {
  return entries.slice(-1).map((entry) => entry.key);
}

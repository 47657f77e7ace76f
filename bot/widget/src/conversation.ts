import {
  activeEntries,
  assistantEntries,
  isRetryable,
  isUnopened,
  isWaiting,
  restoredEntries,
  waitingEntry,
  type Entry,
  type PersonEntry,
} from "./entries";
import { Refused, Unreachable, type Gateway } from "./gateway";
import type { Memory } from "./memory";
import type { Answer, Handover, Message, Outgoing, State } from "./messages";
import type { Words } from "./words";

const POLL_MS = 2_000;
const LONG_POLLS = 60;

/**
 * Whether there is an assistant to talk to: `connecting` until the first word from the service,
 * `starting` (and `slow`) while it is up but the assistant is not, `unreachable` while the service
 * itself is away, `closed` when the conversation was refused, and `open`.
 */
export type Phase = "connecting" | "starting" | "slow" | "unreachable" | "closed" | "open";

export interface Surroundings {
  gateway: Gateway;
  memory: Memory;
  locale: string;
  /** The words of the chat's own, in the language that it speaks just now. */
  words: () => Words;
  invite?: string;
  newId: () => string;
  sleep: (milliseconds: number) => Promise<void>;
  /** Called after every change. */
  changed: () => void;
  /** Called with what the assistant just said, as against what was restored. */
  heard: (messages: Message[]) => void;
  /** Called with words that were not taken, so that they are not lost. */
  returned: (text: string) => void;
  /** Called with the language that the conversation is held in, when it is known. */
  held: (locale: string) => void;
  /** Called once when an earlier conversation is shown again. */
  restored: (count: number) => void;
}

/**
 * One conversation: opens or restores it, sends what the person says in order, and keeps what was
 * not taken so that it can be sent again under the same id. It knows nothing of the page.
 */
export class Conversation {
  entries: Entry[] = [];
  state: State = { flow: null };
  phase: Phase = "connecting";
  /** Why the last message, or the conversation, was not taken: a sentence for the person. */
  problem = "";
  /** The languages to choose from, as far as the service has named any. */
  locales: string[] = [];
  /** The language that it is held in, as far as the service has said. */
  locale: string | undefined;
  /** Whether it was closed because it is not kept any more. */
  gone = false;

  private token: string | undefined;
  /** Whether it was erased, and only what was said last is still on the screen. */
  private erased = false;
  private read = true;
  private starting = false;
  private draining = false;
  private retired = false;
  private opening: Promise<boolean> | undefined;

  constructor(private readonly around: Surroundings) {}

  /** Take up the conversation of this tab, or open a new one once the assistant is there. */
  async start(): Promise<void> {
    if (this.starting) return;
    this.starting = true;
    try {
      await this.recall();
      await this.untilSettled();
    } finally {
      this.starting = false;
    }
  }

  /** Say a text, or press a button: `payload` under its title. */
  async say(text: string, payload?: string): Promise<void> {
    const outgoing: Outgoing = {
      id: this.around.newId(),
      text,
      ...(payload === undefined ? {} : { payload }),
    };
    this.problem = "";
    this.entries = [...this.entries, waitingEntry(outgoing, this.locale ?? this.around.locale)];
    this.remember();
    await this.drain();
  }

  /** Send a message that was not taken once more; it moves to the end of the conversation. */
  async sayAgain(entry: PersonEntry): Promise<void> {
    this.problem = "";
    this.queue([entry]);
    await this.drain();
  }

  /** Send everything again that was not taken, as when the connection is back. */
  async sayAllAgain(): Promise<void> {
    this.queue(this.entries.filter(isRetryable));
    await this.drain();
  }

  /** Make links that carry the conversation on elsewhere; none when the service does not. */
  async handOver(): Promise<Handover | undefined> {
    if (this.token === undefined) return undefined;
    try {
      return await this.around.gateway.handOver(this.token);
    } catch (error) {
      if (isPassing(error)) return undefined;
      throw error;
    }
  }

  /** Try again after the conversation was refused, without the invite if so wished. */
  async reopen(withoutInvite: boolean): Promise<void> {
    if (withoutInvite) delete this.around.invite;
    this.problem = "";
    this.gone = false;
    this.move("connecting");
    await this.start();
  }

  /** Let go of the page that it was shown on: what still comes in is neither shown nor kept. */
  retire(): void {
    this.retired = true;
  }

  get isBusy(): boolean {
    return this.entries.some(isWaiting);
  }

  get active(): Set<Entry> {
    return activeEntries(this.entries, this.state);
  }

  private async recall(): Promise<void> {
    const kept = this.around.memory.read();
    if (kept === undefined) return;
    const { invite } = this.around;
    if (invite !== undefined && invite !== kept.invite) {
      this.around.memory.clear();
      return;
    }
    if (kept.invite !== undefined) this.around.invite = kept.invite;
    this.token = kept.token;
    this.read = false;
    await this.restore(kept.unsent);
  }

  private async restore(unsent: Outgoing[]): Promise<void> {
    if (this.token === undefined) return;
    try {
      const transcript = await this.around.gateway.transcript(this.token);
      this.entries = restoredEntries(transcript, unsent);
      this.state = transcript.state;
      this.locales = transcript.locales ?? this.locales;
      this.hold(transcript.locale);
      if (!this.read && !this.retired) this.around.restored(this.entries.length);
      this.read = true;
    } catch (error) {
      if (error instanceof Refused && error.status === 401) {
        this.forget();
        this.problem = this.around.words().lost;
      } else if (!isPassing(error)) throw error;
    }
    this.around.changed();
  }

  private async untilSettled(): Promise<void> {
    while (!this.retired) {
      await this.untilReady();
      if (await this.settle()) return;
      await this.around.sleep(POLL_MS);
    }
  }

  private async untilReady(): Promise<void> {
    for (let polls = 0; !this.retired; polls += 1) {
      const found = await this.around.gateway.readiness();
      if (found === "ready") return;
      this.move(found === "starting" && polls >= LONG_POLLS ? "slow" : found);
      await this.around.sleep(POLL_MS);
    }
  }

  /** Open the conversation, or catch up with it; say whether there is no more to wait for. */
  private async settle(): Promise<boolean> {
    if (this.retired) return true;
    if (!(await this.openOnce())) return this.phase === "closed";
    if (!this.read || isUnopened(this.entries)) await this.catchUp();
    if (this.token === undefined || !this.read) return false;
    if (isUnopened(this.entries)) {
      this.move("starting");
      return false;
    }
    this.move("open");
    await this.sayAllAgain();
    return true;
  }

  private async catchUp(): Promise<void> {
    const known = new Set(this.entries.map((entry) => entry.key));
    const wasRead = this.read;
    await this.restore(this.unsent);
    if (!wasRead) return;
    const fresh = this.entries.filter((entry) => !known.has(entry.key));
    this.tell(fresh.flatMap((entry) => (entry.from === "assistant" ? [entry.message] : [])));
  }

  private openOnce(): Promise<boolean> {
    if (this.token !== undefined) return Promise.resolve(true);
    this.opening ??= this.open().finally(() => (this.opening = undefined));
    return this.opening;
  }

  private async open(): Promise<boolean> {
    const { gateway, locale, invite } = this.around;
    try {
      const opened = await gateway.open(locale, invite);
      this.token = opened.token;
      this.state = opened.state;
      this.locales = opened.locales ?? this.locales;
      if (!opened.failed) {
        const first = assistantEntries(opened.messages);
        this.entries = [...first, ...this.entries];
        this.tell(opened.messages);
        // What was said elsewhere comes with it.
        this.read = !isHandover(invite);
      }
      this.remember();
      return true;
    } catch (error) {
      if (error instanceof Unreachable) this.move("unreachable");
      else if (error instanceof Refused) this.close(error);
      else throw error;
      return false;
    }
  }

  private close(refused: Refused): void {
    this.problem = refused.detail || this.around.words().failedToOpen;
    this.move("closed");
  }

  private queue(entries: PersonEntry[]): void {
    const again = new Set(entries.map((entry) => entry.key));
    const rest = this.entries.filter(
      (entry) =>
        !again.has(entry.key) &&
        !(entry.from === "assistant" && entry.answers !== undefined && again.has(entry.answers)),
    );
    const waiting = entries.map((entry): PersonEntry => ({ ...entry, delivery: "waiting" }));
    this.entries = [...rest, ...waiting];
    this.around.changed();
  }

  private async drain(): Promise<void> {
    this.around.changed();
    if (this.draining) return;
    this.draining = true;
    try {
      for (let next = this.nextWaiting(); next; next = this.nextWaiting()) {
        if (!(await this.deliver(next))) this.giveUpWaiting();
        this.remember();
        this.around.changed();
      }
    } finally {
      this.draining = false;
    }
  }

  private nextWaiting(): PersonEntry | undefined {
    return this.entries.find(isWaiting);
  }

  private async deliver(entry: PersonEntry): Promise<boolean> {
    if (entry.outgoing === undefined) return false;
    try {
      if (!(await this.openOnce()) || this.token === undefined) return false;
      this.accept(entry, await this.around.gateway.say(this.token, entry.outgoing));
      return true;
    } catch (error) {
      if (error instanceof Refused) this.refuse(entry, error);
      else if (!(error instanceof Unreachable)) throw error;
      return false;
    }
  }

  private accept(entry: PersonEntry, answer: Answer): void {
    entry.delivery = answer.failed ? "unanswered" : "sent";
    this.state = answer.state;
    this.hold(answer.locale);
    const replies = assistantEntries(answer.messages, entry.key);
    this.entries = this.entries.flatMap((one) => (one === entry ? [one, ...replies] : [one]));
    if (answer.erased) this.around.memory.clear();
    this.erased = answer.erased === true;
    this.tell(answer.messages);
  }

  private refuse(entry: PersonEntry, refused: Refused): void {
    this.problem = refused.detail || this.around.words().failed;
    if (refused.mayPass) return;
    this.entries = this.entries.filter((other) => other !== entry);
    if (entry.outgoing?.payload === undefined) this.around.returned(entry.text);
    if (refused.status === 401) this.end();
  }

  /** The conversation was erased elsewhere: nothing of it stays on the screen. */
  private end(): void {
    this.forget();
    this.problem = this.around.words().gone;
    this.gone = true;
    this.move("closed");
  }

  private forget(): void {
    this.around.memory.clear();
    this.token = undefined;
    this.erased = false;
    this.read = true;
    this.state = { flow: null };
    this.entries = [];
  }

  private giveUpWaiting(): void {
    for (const entry of this.entries) {
      if (isWaiting(entry)) entry.delivery = "unsent";
    }
  }

  private hold(locale: string | undefined): void {
    if (locale === undefined || this.retired) return;
    this.locale = locale;
    this.around.held(locale);
  }

  private tell(messages: Message[]): void {
    if (messages.length > 0 && !this.retired) this.around.heard(messages);
    this.around.changed();
  }

  private get unsent(): Outgoing[] {
    return this.entries.flatMap((entry) =>
      isWaiting(entry) || isRetryable(entry) ? (entry.outgoing ?? []) : [],
    );
  }

  private remember(): void {
    if (this.token === undefined || this.retired || this.erased) return;
    const { invite, memory } = this.around;
    const kept = { token: this.token, unsent: this.unsent };
    memory.write(invite === undefined ? kept : { ...kept, invite });
  }

  private move(phase: Phase): void {
    this.phase = phase;
    this.around.changed();
  }
}

/** Whether what stands in place of an invite carries a conversation on. */
export function isHandover(invite: string | undefined): boolean {
  return invite?.startsWith("go-") === true;
}

function isPassing(error: unknown): boolean {
  return error instanceof Unreachable || error instanceof Refused;
}

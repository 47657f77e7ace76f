import type { Outgoing } from "./messages";

const PREFIX = "signpost-chat ";
/** How long a place is kept on a phone after the last message, at most. */
const KEPT_MS = 30 * 24 * 3_600_000;

/** What this tab remembers of its conversation, so that a reload loses nothing. */
export interface Remembered {
  token: string;
  invite?: string;
  unsent: Outgoing[];
}

/** How the person has set the chat up, kept for this tab. */
export interface Look {
  size?: number;
  open?: boolean;
}

/**
 * Keeps the conversation of one tab, and when the person chose so also its place on this phone,
 * until an end. Storage that is switched off means that nothing is kept. `name` tells the chats of
 * one page apart.
 */
export class Memory {
  /** Set when everything is forgotten, as the page may still get answers while it goes. */
  private static wiped = false;

  private readonly key: string;

  constructor(
    api: string,
    name = "",
    private readonly storage: () => Storage = () => window.sessionStorage,
    private readonly phone: () => Storage = () => window.localStorage,
    private readonly now: () => number = Date.now,
  ) {
    this.key = `${PREFIX}${api} ${name}`;
  }

  /** Forget every conversation of this tab, and every place that is kept on this phone. */
  static wipe(
    storages: (() => Storage)[] = [() => window.sessionStorage, () => window.localStorage],
  ): void {
    Memory.wiped = true;
    for (const storage of storages) {
      try {
        const keys = Object.keys(storage()).filter((key) => key.startsWith(PREFIX));
        for (const key of keys) storage().removeItem(key);
      } catch {
        // Storage is switched off: there is nothing to forget.
      }
    }
  }

  read(): Remembered | undefined {
    const found = this.parsed(this.key);
    return isRemembered(found) ? found : this.kept;
  }

  write(remembered: Remembered): void {
    if (this.isKept) this.keep(remembered);
    this.quietly((storage) => storage.setItem(this.key, JSON.stringify(remembered)));
  }

  clear(): void {
    this.quietly((storage) => storage.removeItem(this.key));
    this.isKept = false;
  }

  /** Whether the place stays on this phone when the page is closed. */
  get isKept(): boolean {
    return this.kept !== undefined;
  }

  set isKept(wanted: boolean) {
    const found = wanted ? this.read() : undefined;
    if (found === undefined) this.quietly((storage) => storage.removeItem(this.key), this.phone);
    else this.keep(found);
  }

  private keep(remembered: Remembered): void {
    const until = this.now() + KEPT_MS;
    const kept = JSON.stringify({ ...remembered, until });
    this.quietly((storage) => storage.setItem(this.key, kept), this.phone);
  }

  private get kept(): Remembered | undefined {
    const found = this.parsed(this.key, this.phone);
    if (!isRemembered(found)) return undefined;
    const { until, ...kept } = found as Remembered & { until?: number };
    if (until !== undefined && until > this.now()) return kept;
    this.isKept = false;
    return undefined;
  }

  get look(): Look {
    return (this.parsed(`${this.key} look`) as Look | null) ?? {};
  }

  set look(look: Look) {
    this.quietly((storage) => storage.setItem(`${this.key} look`, JSON.stringify(look)));
  }

  private parsed(key: string, from = this.storage): unknown {
    try {
      return JSON.parse(from().getItem(key) ?? "null");
    } catch {
      return null;
    }
  }

  private quietly(change: (storage: Storage) => void, into = this.storage): void {
    if (Memory.wiped) return;
    try {
      change(into());
    } catch {
      // Storage is full or switched off: the conversation goes on without being remembered.
    }
  }
}

function isRemembered(found: unknown): found is Remembered {
  const remembered = found as Partial<Remembered> | null;
  return typeof remembered?.token === "string" && Array.isArray(remembered.unsent);
}

import type { Outgoing } from "./messages";

const PREFIX = "signpost-chat ";

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
 * Keeps the conversation of one tab; storage that is switched off means that nothing is kept.
 * `name` tells the chats of one page apart.
 */
export class Memory {
  /** Set when everything is forgotten, as the page may still get answers while it goes. */
  private static wiped = false;

  private readonly key: string;

  constructor(
    api: string,
    name = "",
    private readonly storage: () => Storage = () => window.sessionStorage,
  ) {
    this.key = `${PREFIX}${api} ${name}`;
  }

  /** Forget every conversation of this tab. */
  static wipe(storage: Storage = window.sessionStorage): void {
    Memory.wiped = true;
    try {
      const keys = Object.keys(storage).filter((key) => key.startsWith(PREFIX));
      for (const key of keys) storage.removeItem(key);
    } catch {
      // Storage is switched off: there is nothing to forget.
    }
  }

  read(): Remembered | undefined {
    const found = this.parsed(this.key);
    return isRemembered(found) ? found : undefined;
  }

  write(remembered: Remembered): void {
    this.quietly((storage) => storage.setItem(this.key, JSON.stringify(remembered)));
  }

  clear(): void {
    this.quietly((storage) => storage.removeItem(this.key));
  }

  get look(): Look {
    return (this.parsed(`${this.key} look`) as Look | null) ?? {};
  }

  set look(look: Look) {
    this.quietly((storage) => storage.setItem(`${this.key} look`, JSON.stringify(look)));
  }

  private parsed(key: string): unknown {
    try {
      return JSON.parse(this.storage().getItem(key) ?? "null");
    } catch {
      return null;
    }
  }

  private quietly(change: (storage: Storage) => void): void {
    if (Memory.wiped) return;
    try {
      change(this.storage());
    } catch {
      // Storage is full or switched off: the conversation goes on without being remembered.
    }
  }
}

function isRemembered(found: unknown): found is Remembered {
  const remembered = found as Partial<Remembered> | null;
  return typeof remembered?.token === "string" && Array.isArray(remembered.unsent);
}

import type { Outgoing } from "./messages";

/** What this tab remembers of its conversation, so that a reload loses nothing. */
export interface Remembered {
  token: string;
  invite?: string;
  unsent: Outgoing[];
}

/** Keeps the conversation of one tab; storage that is switched off means that nothing is kept. */
export class Memory {
  private readonly key: string;

  constructor(
    api: string,
    private readonly storage: () => Storage = () => window.sessionStorage,
  ) {
    this.key = `signpost-chat ${api}`;
  }

  read(): Remembered | undefined {
    try {
      const found: unknown = JSON.parse(this.storage().getItem(this.key) ?? "null");
      return isRemembered(found) ? found : undefined;
    } catch {
      return undefined;
    }
  }

  write(remembered: Remembered): void {
    this.quietly((storage) => storage.setItem(this.key, JSON.stringify(remembered)));
  }

  clear(): void {
    this.quietly((storage) => storage.removeItem(this.key));
  }

  private quietly(change: (storage: Storage) => void): void {
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

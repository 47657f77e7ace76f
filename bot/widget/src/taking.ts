import type { LitElement } from "lit";
import type { Conversation } from "./conversation";
import { printOnly } from "./printing";
import { asText, download } from "./transcript";
import { handoverView } from "./views/tools";
import { words } from "./words";

interface Host extends LitElement {
  conversation: Conversation | undefined;
  /** What was just done, for the person to see. */
  done: unknown;
  /** The key of the only message to be printed, when it is not the whole conversation. */
  printed: string;
}

/** Takes the conversation along: as text, on paper, or to another device. */
export class Taking {
  constructor(private readonly host: Host) {}

  async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.text);
      this.host.done = words.copied;
    } catch {
      this.host.done = words.notCopied;
    }
  }

  download(): void {
    download(this.text, words.fileName);
  }

  async print(key = ""): Promise<void> {
    this.host.printed = key;
    this.host.setAttribute("printing", key === "" ? "all" : "one");
    await this.host.updateComplete;
    await printOnly(this.host);
    this.host.removeAttribute("printing");
    this.host.printed = "";
  }

  async handOver(): Promise<void> {
    const links = await this.host.conversation?.handOver();
    this.host.done = links === undefined ? words.failed : handoverView(links);
  }

  private get text(): string {
    return asText(this.host.conversation?.entries ?? []);
  }
}

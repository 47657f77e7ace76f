import type { LitElement } from "lit";
import type { Conversation } from "./conversation";
import type { Handover } from "./messages";
import { printOnly } from "./printing";
import { asText, download } from "./transcript";
import type { Words } from "./words";

interface Host extends LitElement {
  conversation: Conversation | undefined;
  words: Words;
  /** What was just done, for the person to see: in words, or links to take along. */
  done: string | Handover;
  /** The key of the only message to be printed, when it is not the whole conversation. */
  printed: string;
}

/** Takes the conversation along: as text, on paper, or to another device. */
export class Taking {
  constructor(private readonly host: Host) {}

  /** Copy the conversation and say so. */
  async copyAll(): Promise<void> {
    const { words } = this.host;
    this.host.done = (await this.copy(this.text)) ? words.copied : words.notCopied;
  }

  /** Copy a text; say whether the browser let us. */
  async copy(text: string): Promise<boolean> {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
  }

  download(): void {
    download(this.text, this.host.words.fileName);
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
    this.host.done = links ?? this.host.words.failed;
  }

  private get text(): string {
    return asText(this.host.conversation?.entries ?? [], this.host.words);
  }
}

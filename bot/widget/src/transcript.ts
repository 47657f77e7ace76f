import type { Entry } from "./entries";
import type { Words } from "./words";

/** The conversation as plain text, a paragraph a message, for copying and keeping. */
export function asText(entries: Entry[], words: Words): string {
  return entries
    .map((entry) =>
      entry.from === "person"
        ? `${words.you}: ${entry.text}`
        : `${words.signpost}: ${entry.message.text}`,
    )
    .join("\n\n")
    .concat("\n");
}

/** Hand a text to the person as a file. */
export function download(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

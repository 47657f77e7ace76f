import {
  signpostOf,
  type Message,
  type Outgoing,
  type State,
  type StoredMessage,
  type Transcript,
} from "./messages";

/**
 * How far a message of the person has come: `waiting` for its answer, `sent` and answered,
 * `unsent` because nothing took it, or `unanswered` because the assistant was away.
 */
export type Delivery = "waiting" | "sent" | "unsent" | "unanswered";

export interface PersonEntry {
  from: "person";
  key: string;
  text: string;
  lang: string;
  dir: "ltr" | "rtl" | "auto";
  delivery: Delivery;
  outgoing?: Outgoing;
}

/** Something that the assistant, or the service itself, says; `answers` is the key of what to. */
export interface AssistantEntry {
  from: "assistant";
  key: string;
  message: Message;
  answers?: string;
}

export type Entry = PersonEntry | AssistantEntry;

/** A message that was just said and is on its way. */
export function waitingEntry(outgoing: Outgoing, lang: string): PersonEntry {
  return {
    from: "person",
    key: outgoing.id,
    text: outgoing.text,
    lang,
    dir: "auto",
    delivery: "waiting",
    outgoing,
  };
}

export function assistantEntries(messages: Message[], answers?: string): AssistantEntry[] {
  return messages.map((message) => ({
    from: "assistant",
    key: message.id,
    message,
    ...(answers === undefined ? {} : { answers }),
  }));
}

/**
 * Show a stored conversation. What this tab still has to send takes the place of the stored message
 * that has no answer, so that it can be sent again under its own name; the rest comes last.
 */
export function restoredEntries(stored: Transcript, unsent: Outgoing[]): Entry[] {
  const entries = stored.messages.map(restored);
  const failed = new Set(stored.failed);
  const turns = turnsOf(entries);
  const missing = unsent.filter((outgoing) => {
    const turn = turns.find((one) => isOpenTurn(one, failed) && one.person.text === outgoing.text);
    if (turn === undefined) return true;
    turn.person.delivery = "unanswered";
    turn.person.outgoing = outgoing;
    for (const reply of turn.replies) reply.answers = turn.person.key;
    return false;
  });
  return [...entries, ...missing.map(unsentEntry)];
}

/** Whether the assistant has said nothing yet but that it is away, and nor has the person. */
export function isUnopened(entries: Entry[]): boolean {
  return entries.every((entry) =>
    entry.from === "person" ? entry.delivery !== "sent" : entry.message.kind === "notice",
  );
}

/**
 * The entries whose buttons can still be pressed: those since the last message that was taken. A
 * question that is still open keeps its buttons when something was said in between, and a signpost
 * always does, as one may come back to it.
 */
export function activeEntries(entries: Entry[], state: State): Set<Entry> {
  const taken = entries.findLastIndex(
    (entry) => entry.from === "person" && entry.delivery === "sent",
  );
  const active = new Set(entries.slice(taken + 1));
  const offering = entries.findLast(hasButtons);
  if (offering !== undefined && state.question) active.add(offering);
  for (const entry of entries) if (isSignpost(entry)) active.add(entry);
  return active;
}

/** What the person said to the buttons of an entry, until other buttons took their place. */
export function saidTo(entry: Entry, entries: Entry[]): string[] {
  const after = entries.slice(entries.indexOf(entry) + 1);
  const next = after.findIndex(hasButtons);
  return (next < 0 ? after : after.slice(0, next)).flatMap((one) =>
    one.from === "person" && one.delivery !== "unsent" ? [one.text] : [],
  );
}

function hasButtons(entry: Entry): boolean {
  return entry.from === "assistant" && entry.message.buttons.length > 0;
}

function isSignpost(entry: Entry): boolean {
  return entry.from === "assistant" && signpostOf(entry.message) !== undefined;
}

export function isWaiting(entry: Entry): entry is PersonEntry {
  return entry.from === "person" && entry.delivery === "waiting";
}

/** Whether the person can have the message sent again. */
export function isRetryable(entry: Entry): entry is PersonEntry & { outgoing: Outgoing } {
  return (
    entry.from === "person" &&
    entry.outgoing !== undefined &&
    (entry.delivery === "unsent" || entry.delivery === "unanswered")
  );
}

function restored(message: StoredMessage): Entry {
  if (message.from === "assistant") {
    return { from: "assistant", key: message.id, message };
  }
  const { id, text, lang } = message;
  return { from: "person", key: id, text, lang, dir: "auto", delivery: "sent" };
}

function unsentEntry(outgoing: Outgoing): PersonEntry {
  return { ...waitingEntry(outgoing, ""), delivery: "unsent" };
}

interface Turn {
  person: PersonEntry;
  replies: AssistantEntry[];
}

function turnsOf(entries: Entry[]): Turn[] {
  const turns: Turn[] = [];
  for (const entry of entries) {
    if (entry.from === "person") turns.push({ person: entry, replies: [] });
    else turns.at(-1)?.replies.push(entry);
  }
  return turns;
}

function isOpenTurn({ person, replies }: Turn, failed: Set<string>): boolean {
  return person.outgoing === undefined && (replies.length === 0 || failed.has(person.key));
}

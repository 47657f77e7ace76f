import type { Progress } from "./messages";

/** Every word that the widget says of its own accord. What the assistant says comes with it. */

// Used when the service does not say how long the rest takes.
const MINUTES_A_STATEMENT = 0.5;

export const english = {
  lang: "en",
  dir: "ltr",
  chat: "Chat with Signpost",
  conversation: "Conversation",
  newMessages: "New messages",
  you: "You",
  signpost: "Signpost",
  starting: "The assistant is starting",
  startingMore:
    "This can take a minute or two. You can write now: your message is kept, and answered as soon as the assistant is there.",
  startingLong:
    "The assistant is taking longer than usual to start. You can leave this page open, or come back later.",
  unreachable: "The service can't be reached",
  unreachableMore: "We keep trying. Check your internet connection.",
  offline: "You are offline. Messages you write now are sent when you are back online.",
  online: "You are back online.",
  helpNow: "If you need help now, call 999 if anyone is in danger, or 111 for urgent medical help. Samaritans are free on 116 123, day or night.",
  typing: "Signpost is writing",
  label: "Your message",
  send: "Send",
  newLine: "Enter sends. Shift and Enter starts a new line.",
  computer: "I'm a computer assistant, not a person.",
  notSent: "Not sent.",
  notAnswered: "Not answered yet.",
  sendAgain: "Send again",
  sendingAgain: "Sending again",
  empty: "Write a message first, or press one of the buttons.",
  failed: "Something went wrong, and your message was not taken.",
  failedToOpen: "Something went wrong, and the chat could not be opened.",
  lost: "Your earlier conversation is not kept here any more. This is a new one.",
  gone: "This conversation is not kept here any more. It may have been erased. You can start a new one.",
  tryAgain: "Try again",
  withoutInvite: "Start without an invite",
  startNew: "Start a new conversation",
  chosen: "chosen",
  choose: "Choose an answer",
  judge: (name: string) => `What about ${name}?`,
  levels: "Which level fits best?",
  otherAnswers: "Other answers",
  more: "Why it matters, and what the levels mean",
  inPlain: "In plain words.",
  meaning: "What the levels mean",
  skippedBefore: "You skipped this one. Would you like to answer it now?",
  plain: "In plain words:",
  why: "Why it matters:",
  careTitle: "Who can help now",
  call: (number: string) => `Call ${number}`,
  notice: "Important",
  seeResult: "See the result",
  openForm: "Open the form",
  moreOf: "More",
  unread: (count: number) => `new ${count === 1 ? "message" : "messages"}`,
  close: "Close the chat",
  exit: "Exit this page",
  exitHint:
    "To leave quickly, press Exit this page, or the Shift key 3 times. This tab then forgets the chat. It does not clear your browser's history.",
  keep: "Keep my place on this phone or computer",
  keepMore:
    "You can then come back another day. If others use this phone or computer, leave this off: they could read the chat. It ends when you turn it off, delete your chat or exit this page.",
  options: "Options",
  textSize: "Text size",
  textSizes: ["Normal text", "Large text", "Largest text"],
  language: "Language",
  copy: "Copy the conversation",
  copied: "Copied.",
  notCopied: "This browser does not allow copying. You can download it instead.",
  download: "Download the conversation",
  fileName: "signpost-conversation.txt",
  print: "Print the conversation",
  elsewhere: "Carry on elsewhere",
  elsewhereMore:
    "Open this address on the other device. It works once, for 15 minutes. Whoever opens it sees this conversation.",
  telegram: "Carry on in Telegram",
  copyAddress: "Copy this address",
  closeThis: "Close this",
  undo: "Undo",
  undoMore: "my last answer",
  undoSays: "Go back one question",
  sample: "Sample entry: check that it's still there before you go.",
  firstStep: "First step",
  alert: "Before you go",
  when: "When",
  where: "Where",
  distance: "How far",
  cost: "Cost",
  access: "Good to know",
  textTo: "By text",
  website: "Website",
  map: "Map",
  directions: "Directions",
  printCard: "Print this",
  textCard: "Send as a text",
  checked: (day: string) => `Checked on ${day}.`,
  newTab: "opens in a new tab",
  loaded: (count: number) =>
    `Your conversation is back, with ${count} ${count === 1 ? "message" : "messages"}.`,
  question: (number: number, total: number) => `Question ${number} of ${total}`,
  roomLeft: (left: number) => `You have ${left} ${left === 1 ? "character" : "characters"} left.`,
  tooLong: (over: number) =>
    `This is ${over} ${over === 1 ? "character" : "characters"} too long. Please send it in shorter parts.`,
  progress: ({ answered, total, minutes_left }: Progress) => {
    const minutes = minutes_left ?? Math.ceil((total - answered) * MINUTES_A_STATEMENT);
    const left = minutes === 1 ? "1 minute" : `${minutes} minutes`;
    return answered >= total
      ? `All ${total} answered`
      : `${answered} of ${total} answered, about ${left} left`;
  },
};

export type Words = typeof english;

/** Those of the chat that is being rendered: a page may hold several, in several languages. */
export let words = english;

/** Render with these words from now on, until others are named. */
export function sayIn(spoken: Words): void {
  words = spoken;
}

/** The languages that have a file of words; what staff alone read is English in all of them. */
const TRANSLATED = ["pl", "ro", "ur", "ar", "bn", "uk"];

/** Give the words of a language, English where it has none; undefined when they did not come. */
export async function wordsOf(
  locale: string,
  home: string,
  load = fetched,
): Promise<Words | undefined> {
  const code = baseOf(locale);
  if (!TRANSLATED.includes(code)) return english;
  const said = await load(`${home}/widget/words/${code}.json`);
  return said && { ...english, ...Object.fromEntries(Object.entries(said).map(sayable)) };
}

/** The language of a locale, whatever its country. */
export function baseOf(locale: string): string {
  return locale.split("-")[0] as string;
}

/** A sentence with gaps is called with what goes into them, as its English one is. */
function sayable([name, said]: [string, unknown]): [string, unknown] {
  if (typeof english[name as keyof typeof english] !== "function") return [name, said];
  return [name, (given: unknown) => String(said).replace("{}", String(given))];
}

async function fetched(address: string): Promise<object | undefined> {
  try {
    const answer = await fetch(address, { credentials: "omit" });
    return answer.ok ? ((await answer.json()) as object) : undefined;
  } catch {
    return undefined;
  }
}

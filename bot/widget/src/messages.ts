/** What travels between the widget and the chat gateway, as the gateway's OpenAPI names it. */

export interface Button {
  title: string;
  payload: string;
}

export interface Level {
  value: number;
  name: string;
  definition: string;
  descriptor: string | null;
}

export interface QuestionCard {
  type: "question";
  statement: string;
  number: number | null;
  total: number;
  text: string;
  in_paragraphs?: string | null;
  emphasis: string;
  domain: string;
  group: string;
  plain: string | null;
  why: string | null;
  levels: Level[];
  skipped_before?: boolean;
}

/** Help in parts; the message's own text holds the contacts too, for channels without cards. */
export interface CareCard {
  type: "care";
  /** What a screen reader says before the title, for example "Immediate action required:". */
  prefix?: string;
  lead?: string;
  contacts?: CareContact[];
}

/** One way to reach help; it has a number, a number for texts, or an address. */
export interface CareContact {
  name: string;
  purpose?: string | null;
  phone?: string | null;
  text_to?: string | null;
  url?: string | null;
  hours?: string | null;
}

/** Somewhere to go: a service or a group; what is not known is left out. */
export interface SignpostCard {
  type: "signpost";
  name: string;
  organisation?: string | null;
  what?: string | null;
  why?: string | null;
  first_step?: string | null;
  alert?: string | null;
  schedule?: string | null;
  address?: string | null;
  distance_text?: string | null;
  cost?: string | null;
  access?: string[] | null;
  phone?: string | null;
  text_to?: string | null;
  url?: string | null;
  map_url?: string | null;
  directions_url?: string | null;
  checked_on?: string | null;
  is_sample?: boolean;
}

export interface ResultCard {
  type: "result";
  url: string;
}

export type Card = QuestionCard | CareCard | SignpostCard | ResultCard | { type?: string };

export interface Message {
  id: string;
  kind: "text" | "card" | "notice";
  text: string;
  buttons: Button[];
  card?: Card;
  lang: string;
  dir: "ltr" | "rtl";
}

export interface StoredMessage extends Message {
  from: "person" | "assistant";
}

export interface Progress {
  answered: number;
  total: number;
  minutes_left?: number | null;
}

export interface State {
  flow: "assessment" | "triage" | null;
  question?: string | null;
  progress?: Progress | null;
}

/** `failed`: the assistant could not be asked, and the same message may be sent again. */
export interface Answer {
  messages: Message[];
  state: State;
  failed?: boolean;
  /** The language that the conversation goes on in, when the message changed it. */
  locale?: string;
}

/** `locales` are the languages that can be chosen, when there is a choice. */
export interface Opened extends Answer {
  session: string;
  token: string;
  locales?: string[];
}

/** `failed` are the ids of the person's messages that may be sent again. */
export interface Transcript {
  messages: StoredMessage[];
  state: State;
  failed?: string[];
  locale?: string;
  locales?: string[];
}

/** Links that carry the conversation to another place, once and for a quarter of an hour. */
export interface Handover {
  web: string;
  telegram?: string | null;
}

/** Something that a person says: a text, or the payload of a button under its title. */
export interface Outgoing {
  id: string;
  text: string;
  payload?: string;
}

/** The card as a question, or undefined when it is none or lacks what a question needs. */
export function questionOf(message: Message): QuestionCard | undefined {
  const card = message.card;
  if (card?.type !== "question") return undefined;
  const question = card as QuestionCard;
  return question.text && Array.isArray(question.levels) ? question : undefined;
}

/** The card as care, or undefined when it is none. */
export function careOf(message: Message): CareCard | undefined {
  return message.card?.type === "care" ? (message.card as CareCard) : undefined;
}

/** The card as a signpost, or undefined when it is none or has no name. */
export function signpostOf(message: Message): SignpostCard | undefined {
  const card = message.card;
  if (card?.type !== "signpost") return undefined;
  const signpost = card as SignpostCard;
  return signpost.name ? signpost : undefined;
}

/** The address of the result that a message links to, if it does. */
export function resultOf(message: Message): string | undefined {
  return message.card?.type === "result" ? (message.card as ResultCard).url : undefined;
}

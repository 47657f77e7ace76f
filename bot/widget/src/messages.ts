/** What travels between the widget and the chat gateway, as the gateway's OpenAPI names it. */

export interface Button {
  title: string;
  payload: string;
  /** Whether few people want it, so that it may stand behind others. */
  aside?: boolean;
}

/** A part of a text that can be tapped, as it stands there, and where it leads. */
export interface Link {
  text: string;
  href: string;
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

/** Something to open: a result, or a form to fill in. */
export interface LinkCard {
  type: "result" | "form";
  url: string;
}

/** What is kept: in two lines, and the rest for who wants to know more. */
export interface NoticeCard {
  type: "notice";
  lead: string;
  more: string;
}

export type Card = QuestionCard | CareCard | SignpostCard | LinkCard | NoticeCard | { type?: string };

export interface Message {
  id: string;
  kind: "text" | "card" | "notice";
  text: string;
  buttons: Button[];
  card?: Card;
  /** What can be tapped in the text and on the card, the longest first. */
  links?: Link[];
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
  /** Whether it erased the conversation, which is then not to be remembered. */
  erased?: boolean;
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
  const card = cardOf<QuestionCard>(message, "question");
  return card?.text && Array.isArray(card.levels) ? card : undefined;
}

/** The card as one of a kind, or undefined when it is none. */
function cardOf<Kind extends Card>(message: Message, ...types: string[]): Kind | undefined {
  return types.includes(message.card?.type ?? "") ? (message.card as Kind) : undefined;
}

export const careOf = (message: Message) => cardOf<CareCard>(message, "care");

export const noticeOf = (message: Message) => cardOf<NoticeCard>(message, "notice");

/** What a message leads to, if it does. */
export const linkOf = (message: Message) => cardOf<LinkCard>(message, "result", "form");

/** The card as a signpost, or undefined when it is none or has no name. */
export function signpostOf(message: Message): SignpostCard | undefined {
  const card = cardOf<SignpostCard>(message, "signpost");
  return card?.name ? card : undefined;
}

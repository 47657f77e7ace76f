import { Conversation } from "../src/conversation";
import { Gateway } from "../src/gateway";
import { Memory } from "../src/memory";
import { english } from "../src/words";

const STARTING = { flow: null };

export function says(text, more = {}) {
  return { id: `m-${text}`, kind: "text", text, buttons: [], lang: "en", dir: "ltr", ...more };
}

export const apology = says("I can't reach the assistant just now.", { kind: "notice" });

/** A gateway over HTTP as far as the widget can see it, in a few lines. */
export class FakeService {
  ready = true;
  offline = false;
  away = false;
  refusal = undefined;
  transcript = [];
  failed = [];
  locales = undefined;
  requests = [];

  fetch = async (url, options) => {
    const request = {
      method: options.method,
      path: url,
      token: options.headers.Authorization,
      body: options.body ? JSON.parse(options.body) : undefined,
    };
    this.requests.push(request);
    if (this.offline) throw new TypeError("no network");
    if (url === "/readyz") return answer(this.ready ? 200 : 503, {});
    if (this.refusal) return answer(this.refusal.status, this.refusal);
    return this.reply(request);
  };

  reply({ method, path, body }) {
    const open = this.ready && !this.away;
    if (path === "/v1/chat/handovers") return answer(201, { web: "/chat?invite=go-1", telegram: null });
    if (path === "/v1/chat/sessions") {
      const messages = [open ? says("Hello") : apology];
      const opened = { session: "s", token: "t", messages, state: STARTING, failed: !open };
      return answer(201, { ...opened, locales: this.locales });
    }
    if (method === "GET") {
      const { transcript, failed } = this;
      return answer(200, { messages: transcript, state: STARTING, failed });
    }
    const messages = [open ? says(`Heard ${body.text ?? body.payload}`) : apology];
    return answer(200, { messages, state: STARTING, failed: !open });
  }

  answer(body) {
    return answer(200, { state: STARTING, ...body });
  }

  sent() {
    return this.requests.filter(({ method, path }) => method === "POST" && path.endsWith("messages"));
  }
}

/** A storage such as a browser's. */
export class FakeStorage extends Map {
  getItem(key) {
    return this.get(key) ?? null;
  }
  setItem(key, value) {
    this.set(key, value);
  }
  removeItem(key) {
    this.delete(key);
  }
}

/** A conversation over the fake service; `steps` are what happens at each wait in turn. */
export function converse({ service, storage = new FakeStorage(), invite, steps = [] }) {
  const heard = [];
  const returned = [];
  const held = [];
  let ids = 0;
  const conversation = new Conversation({
    gateway: new Gateway("", service.fetch),
    memory: new Memory("", "", () => storage),
    locale: "en",
    words: () => english,
    ...(invite === undefined ? {} : { invite }),
    newId: () => `id-${(ids += 1)}`,
    sleep: async () => {
      const step = steps.shift();
      if (step === undefined) throw new Error("waits for ever");
      await step(conversation);
    },
    changed: () => {},
    heard: (messages) => heard.push(...messages.map((message) => message.text)),
    returned: (text) => returned.push(text),
    restored: () => {},
    held: (locale) => held.push(locale),
  });
  return { conversation, heard, held, returned, storage };
}

/** The conversation as one line a message. */
export function shown(conversation) {
  return conversation.entries.map((entry) =>
    entry.from === "person" ? `${entry.text} (${entry.delivery})` : `> ${entry.message.text}`,
  );
}

function answer(status, body) {
  return {
    ok: status < 400,
    status,
    json: async () => body,
  };
}

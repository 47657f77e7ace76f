import type { Answer, Handover, Opened, Outgoing, Transcript } from "./messages";

const TIMEOUT_MS = 60_000;
const READY_TIMEOUT_MS = 10_000;

/** The gateway answered with an error; `detail` is its sentence for the person. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
  ) {
    super(detail);
  }

  /** Whether the same message may be taken later: it was too fast, or something is away. */
  get mayPass(): boolean {
    return this.status === 429 || this.status >= 500;
  }
}

/** No answer came: the network, or the server, is away. */
export class Unreachable extends Error {}

export type Readiness = "ready" | "starting" | "unreachable";

/** Talks to the public chat gateway. `send` replaces the browser's fetch in tests. */
export class Gateway {
  constructor(
    private readonly api: string,
    private readonly send: typeof fetch = (...request) => fetch(...request),
  ) {}

  async readiness(): Promise<Readiness> {
    try {
      const answer = await this.request("GET", "/readyz", { timeout: READY_TIMEOUT_MS });
      return answer.ok ? "ready" : "starting";
    } catch (error) {
      if (error instanceof Unreachable) return "unreachable";
      throw error;
    }
  }

  open(locale: string, invite: string | undefined): Promise<Opened> {
    const body = { channel: "web", locale, ...(invite === undefined ? {} : { invite }) };
    return this.ask("POST", "/v1/chat/sessions", { body });
  }

  say(token: string, message: Outgoing): Promise<Answer> {
    const said =
      message.payload === undefined ? { text: message.text } : { payload: message.payload };
    const body = { ...said, client_message_id: message.id };
    return this.ask("POST", "/v1/chat/messages", { token, body });
  }

  handOver(token: string): Promise<Handover> {
    return this.ask("POST", "/v1/chat/handovers", { token, body: {} });
  }

  transcript(token: string): Promise<Transcript> {
    return this.ask("GET", "/v1/chat/messages", { token });
  }

  private async ask<T>(method: string, path: string, options: Options): Promise<T> {
    const answer = await this.request(method, path, options);
    const body: unknown = await answer.json().catch(() => undefined);
    if (answer.ok && body !== undefined) return body as T;
    throw new Refused(answer.ok ? 502 : answer.status, detailOf(body));
  }

  private async request(method: string, path: string, options: Options): Promise<Response> {
    const headers: Record<string, string> = {};
    if (options.token !== undefined) headers.Authorization = `Bearer ${options.token}`;
    if (options.body !== undefined) headers["Content-Type"] = "application/json";
    try {
      return await this.send(this.api + path, {
        method,
        headers,
        body: options.body === undefined ? null : JSON.stringify(options.body),
        cache: "no-store",
        credentials: "omit",
        signal: AbortSignal.timeout(options.timeout ?? TIMEOUT_MS),
      });
    } catch (error) {
      throw new Unreachable("no answer", { cause: error });
    }
  }
}

interface Options {
  token?: string;
  body?: object;
  timeout?: number;
}

function detailOf(body: unknown): string {
  const detail = (body as { detail?: unknown } | undefined)?.detail;
  return typeof detail === "string" ? detail : "";
}

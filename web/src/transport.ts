/** JSON over HTTP to the bot's web chat channel: no cookies, no page address, no redirects. */

import { readAbout, readAnswer, readConversation, type About, type Answer } from "./protocol.js";

export const TIMEOUT_MS = 20_000;

export type Failure = "offline" | "timeout" | "broken";
export type Reason = "" | "wrong" | "unclear" | "incomplete" | "other";

/** A call that brought nothing to show. */
export class CallFailed extends Error {
  constructor(readonly failure: Failure) {
    super(failure);
  }
}

export interface Reply {
  readonly answer: Answer;
  /** The same text may be answered later: too fast, or a failure of the server. */
  readonly mayRetry: boolean;
  /** The server refused this text for good, so changing it is the way on. */
  readonly mustChange: boolean;
}

/** The server no longer knows the conversation. */
export const UNKNOWN_CONVERSATION = Symbol("unknown conversation");

interface Response {
  readonly status: number;
  readonly body: unknown;
}

export class Transport {
  readonly #root: string;
  readonly #calls = new Set<AbortController>();

  constructor(server: string) {
    this.#root = `${server.replace(/\/+$/, "")}/webhooks/webchat`;
  }

  async begin(): Promise<{ id: string; keptHours: number | null }> {
    const { status, body } = await this.#call("POST", "/conversations", {});
    const begun = status === 201 || status === 200 ? readConversation(body) : null;
    if (!begun) throw new CallFailed("broken");
    return begun;
  }

  async ask(conversation: string, text: string): Promise<Reply | typeof UNKNOWN_CONVERSATION> {
    const { status, body } = await this.#call("POST", "/messages", { conversation, text });
    if (status === 404) return UNKNOWN_CONVERSATION;
    const answer = readAnswer(body);
    if (!answer) throw new CallFailed("broken");
    return {
      answer,
      mayRetry: status === 429 || status >= 500,
      mustChange: status === 400 || status === 413 || status === 422,
    };
  }

  async rate(conversation: string, answer: string, helpful: boolean, reason: Reason): Promise<void> {
    const rating = { conversation, answer_id: answer, helpful, reason };
    const { status } = await this.#call("POST", "/ratings", rating);
    if (status >= 300) throw new CallFailed("broken");
  }

  /** A conversation that the server no longer has counts as deleted. */
  async remove(conversation: string): Promise<void> {
    const { status } = await this.#call("DELETE", `/conversations/${conversation}`);
    if (status >= 300 && status !== 404) throw new CallFailed("broken");
  }

  async about(): Promise<About> {
    const { status, body } = await this.#call("GET", "/about");
    if (status !== 200) throw new CallFailed("broken");
    return readAbout(body);
  }

  /** Gives up every call under way. */
  abort(): void {
    for (const call of this.#calls) call.abort();
  }

  async #call(method: string, path: string, content?: unknown): Promise<Response> {
    const abort = new AbortController();
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      abort.abort();
    }, TIMEOUT_MS);
    this.#calls.add(abort);
    try {
      const response = await fetch(this.#root + path, {
        method,
        credentials: "omit",
        cache: "no-store",
        redirect: "error",
        // The page's own address may tell about the person; the server needs no more than its origin.
        referrerPolicy: "strict-origin",
        signal: abort.signal,
        ...(content === undefined
          ? {}
          : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(content) }),
      });
      // Read whole before parsing: a reply that breaks off is a failure of the line, not of the server.
      const received = await response.text();
      return { status: response.status, body: parsed(received) };
    } catch {
      throw new CallFailed(timedOut ? "timeout" : "offline");
    } finally {
      clearTimeout(timer);
      this.#calls.delete(abort);
    }
  }
}

function parsed(received: string): unknown {
  try {
    return JSON.parse(received) as unknown;
  } catch {
    return null;
  }
}

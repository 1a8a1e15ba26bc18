/** A server that speaks the web chat's protocol and says what it is told to. */

import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { answer, emergency, failed, hostile, long, refused, type Body } from "./answers.js";

const WEB = process.env["NETGUIDE_WEB"] ?? process.cwd();
const ROOT = "/webhooks/webchat";

/** Nothing but the widget itself: what a careful page allows. */
export const STRICT =
  "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
  "require-trusted-types-for 'script'; trusted-types lit-html";

const FILES: Readonly<Record<string, readonly [string, string]>> = {
  "/": ["example/index.html", "text/html; charset=utf-8"],
  "/example.css": ["example/example.css", "text/css"],
  "/example.js": ["example/example.js", "text/javascript"],
  "/netguide.js": ["dist/netguide.js", "text/javascript"],
};

export interface Told {
  readonly status?: number;
  readonly answer?: Body;
  readonly raw?: string;
  readonly after?: number;
}

/** By keyword, so that somebody who tries the example page can see every kind. */
function usual(text: string): Told {
  if (/emergency|breathe/i.test(text)) return { answer: emergency() };
  if (/long/i.test(text)) return { answer: long() };
  if (/hostile/i.test(text)) return { answer: hostile() };
  if (/slow/i.test(text)) return { answer: answer(), after: 6_000 };
  if (/fail/i.test(text)) return { status: 503, answer: failed() };
  if (/refuse/i.test(text)) return { status: 400, answer: refused("That message is longer than I can read.") };
  return { answer: answer() };
}

export class FakeServer {
  /** What the next messages are answered with; as usual when it is empty. */
  readonly told: Told[] = [];
  readonly messages: { conversation: string; text: string }[] = [];
  readonly ratings: unknown[] = [];
  readonly deleted: string[] = [];
  readonly conversations = new Set<string>();
  /** What the requests told of the page they came from. */
  readonly referrers: string[] = [];
  /** When the last answer was sent. */
  sentAt = 0;
  removable = true;
  /** The one other origin whose pages may use this server; empty for none. */
  welcome = "";
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(port = 0): Promise<FakeServer> {
    const server = createServer((request, response) => {
      fake.#handle(request, response).catch((problem: unknown) => {
        response.writeHead(500).end(String(problem));
      });
    });
    const fake = new FakeServer(server);
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname: path, searchParams } = new URL(request.url ?? "/", this.url);
    const route = `${request.method} ${path}`;
    if (path === "/strict") return page(response, searchParams);
    if (path === "/inline") return inline(response);
    if (this.welcome && request.headers.origin === this.welcome) {
      response.setHeader("Access-Control-Allow-Origin", this.welcome);
      response.setHeader("Access-Control-Allow-Methods", "GET, POST, DELETE");
      response.setHeader("Access-Control-Allow-Headers", "Content-Type");
    }
    if (request.method === "OPTIONS") return void response.writeHead(204).end();
    this.referrers.push(request.headers.referer ?? "");
    const file = FILES[path];
    if (file) {
      response.writeHead(200, { "Content-Type": file[1] }).end(await readFile(join(WEB, file[0])));
    } else if (route === `POST ${ROOT}/conversations`) {
      const conversation = randomBytes(16).toString("hex");
      this.conversations.add(conversation);
      json(response, 201, { conversation, privacy: { kept_hours: 24 } });
    } else if (route === `POST ${ROOT}/messages`) {
      await this.#message((await read(request)) as { conversation: string; text: string }, response);
    } else if (route === `POST ${ROOT}/ratings`) {
      this.ratings.push(await read(request));
      response.writeHead(204).end();
    } else if (request.method === "DELETE" && path.startsWith(`${ROOT}/conversations/`)) {
      if (!this.removable) return json(response, 503, {});
      this.deleted.push(path.slice(ROOT.length + 15));
      response.writeHead(204).end();
    } else if (route === `GET ${ROOT}/about`) {
      json(response, 200, {
        region: { emergency: "911" },
        kept_hours: 24,
        review: "The answers are drafted from their sources; no clinician has reviewed them yet.",
        human_help: { label: "NET helpline", url: "tel:+18005550123" },
        examples: ["What are the symptoms?", "How are NETs diagnosed?", "What treatments are there?"],
      });
    } else {
      json(response, 404, {});
    }
  }

  async #message(body: { conversation: string; text: string }, response: ServerResponse): Promise<void> {
    if (!this.conversations.has(body.conversation)) {
      return json(response, 404, { answer: refused("I no longer know this conversation.") });
    }
    this.messages.push(body);
    const told = this.told.shift() ?? usual(body.text);
    await new Promise((resolve) => setTimeout(resolve, told.after ?? 0));
    this.sentAt = Date.now();
    if (told.raw === undefined) json(response, told.status ?? 200, { answer: told.answer });
    else response.writeHead(told.status ?? 200).end(told.raw);
  }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}

/** A page that has put the element into its own text. */
function inline(response: ServerResponse): void {
  response
    .writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": STRICT })
    .end(
      `<!doctype html><html lang="en"><title>Inline</title><meta name="viewport" content="width=device-width">` +
        `<main><h1>A page</h1><net-guide layout="inline"></net-guide></main>` +
        `<script src="/netguide.js"></script></html>`,
    );
}

/** A page of somebody else's, under the strict policy; the query sets attributes of its script tag. */
function page(response: ServerResponse, options: URLSearchParams): void {
  const data = [...options].map(([name, value]) => ` data-${name}="${value}"`).join("");
  const policy = STRICT.replace("connect-src 'self'", `connect-src ${options.get("server") ?? "'self'"}`);
  response
    .writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy })
    .end(
      `<!doctype html><html lang="en" dir="${options.get("dir") ?? "ltr"}"><title>Strict</title>` +
        `<meta name="viewport" content="width=device-width"><main><h1>A page</h1>` +
        `<a href="#here">A link</a></main><script src="/netguide.js"${data}></script></html>`,
    );
}

async function read(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text) as unknown;
}

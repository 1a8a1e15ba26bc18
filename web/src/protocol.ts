/**
 * What the server sends, and how it is read.
 *
 * A reply is foreign data: every field is checked and copied here, so that the
 * rest of the widget handles only text, numbers and lists that are really there.
 */

export interface Line {
  readonly text: string;
  readonly citations: readonly number[];
}

export interface Topic {
  readonly id: string;
  readonly title: string;
}

export interface Statement extends Line {
  readonly topic: string;
  readonly group: string;
}

export interface Source {
  readonly n: number;
  readonly title: string;
  readonly publisher: string;
  readonly url: string;
  readonly published: string;
  readonly reviewed: string;
  readonly accessed: string;
  readonly section: string;
}

export interface Suggestion {
  readonly title: string;
  readonly text: string;
}

const KINDS = [
  "answer",
  "emergency",
  "crisis",
  "clarify",
  "refusal",
  "not_covered",
  "small_talk",
  "error",
] as const;

export type Kind = (typeof KINDS)[number];

export interface Answer {
  readonly id: string;
  readonly kind: Kind;
  readonly topics: readonly Topic[];
  readonly preface: readonly Line[];
  readonly lead: Line;
  readonly statements: readonly Statement[];
  readonly sources: readonly Source[];
  readonly notice: string;
  readonly suggestions: readonly Suggestion[];
}

export interface About {
  /** The region's emergency number; empty where the server names no region. */
  readonly emergency: string;
  /** How long a conversation is kept; null where the server did not say. */
  readonly keptHours: number | null;
  readonly review: string;
  readonly humanHelp: { readonly label: string; readonly url: string } | null;
  readonly examples: readonly string[];
}

export const UNKNOWN_ABOUT: About = {
  emergency: "",
  keptHours: null,
  review: "",
  humanHelp: null,
  examples: [],
};

type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function text(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}

function list<Item>(value: unknown, read: (item: unknown) => Item | null): Item[] {
  if (!Array.isArray(value)) return [];
  return value.map(read).filter((item): item is Item => item !== null);
}

function wholeNumber(value: unknown): number | null {
  return typeof value === "number" && Number.isInteger(value) && value > 0 ? value : null;
}

function line(value: unknown): Line | null {
  const { text: said, citations } = fields(value);
  return text(said) ? { text: text(said), citations: list(citations, wholeNumber) } : null;
}

function topic(value: unknown): Topic | null {
  const { id, title } = fields(value);
  return text(id) ? { id: text(id), title: text(title) } : null;
}

function statement(value: unknown): Statement | null {
  const said = line(value);
  const { topic: of, group } = fields(value);
  return said && { ...said, topic: text(of), group: text(group) };
}

function source(value: unknown): Source | null {
  const given = fields(value);
  const n = wholeNumber(given["n"]);
  return n === null || !text(given["title"])
    ? null
    : {
        n,
        title: text(given["title"]),
        publisher: text(given["publisher"]),
        url: text(given["url"]),
        published: text(given["published"]),
        reviewed: text(given["reviewed"]),
        accessed: text(given["accessed"]),
        section: text(given["section"]),
      };
}

function suggestion(value: unknown): Suggestion | null {
  const { title, text: asked } = fields(value);
  return text(title) && text(asked) ? { title: text(title), text: text(asked) } : null;
}

/** The answer in a reply's body, or null where the body holds nothing to show. */
export function readAnswer(body: unknown): Answer | null {
  const given = fields(fields(body)["answer"]);
  const lead = line(given["lead"]);
  const preface = list(given["preface"], line);
  if (!lead && preface.length === 0) return null;
  return {
    id: text(given["answer_id"]),
    // A kind of a later version is shown as an ordinary answer rather than lost.
    kind: KINDS.find((kind) => kind === given["kind"]) ?? "answer",
    topics: list(given["topics"], topic),
    preface,
    lead: lead ?? { text: "", citations: [] },
    statements: list(given["statements"], statement),
    sources: list(given["sources"], source),
    notice: text(given["notice"]),
    suggestions: list(given["suggestions"], suggestion),
  };
}

/** The new conversation's id, or null where the server gave none. */
export function readConversation(body: unknown): { id: string; keptHours: number | null } | null {
  const { conversation, privacy } = fields(body);
  const id = text(conversation);
  return /^[0-9a-f]{32}$/.test(id)
    ? { id, keptHours: wholeNumber(fields(privacy)["kept_hours"]) }
    : null;
}

export function readAbout(body: unknown): About {
  const given = fields(body);
  const help = fields(given["human_help"]);
  return {
    emergency: text(fields(given["region"])["emergency"]),
    keptHours: wholeNumber(given["kept_hours"]),
    review: text(given["review"]),
    humanHelp:
      text(help["label"]) && text(help["url"])
        ? { label: text(help["label"]), url: text(help["url"]) }
        : null,
    examples: list(given["examples"], (example) => text(example) || null),
  };
}

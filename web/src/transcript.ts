/** The conversation as plain lines: to announce, copy, save and print. */

import type { Turn } from "./conversation.js";
import { sourceDates } from "./dates.js";
import { safeUrl } from "./links.js";
import type { Answer, Line, Statement } from "./protocol.js";
import { fill, type Strings } from "./strings.js";

export interface Section {
  readonly topic: string;
  readonly groups: readonly { readonly title: string; readonly statements: readonly Statement[] }[];
}

/** The statements under their headings, in the order in which topics and groups first come. */
export function sections(answer: Answer): Section[] {
  const several = answer.topics.length > 1;
  const topics = new Map<string, Map<string, Statement[]>>();
  for (const statement of answer.statements) {
    const groups = topics.get(statement.topic) ?? new Map<string, Statement[]>();
    topics.set(statement.topic, groups);
    groups.set(statement.group, [...(groups.get(statement.group) ?? []), statement]);
  }
  return [...topics].map(([id, groups]) => ({
    topic: several ? (answer.topics.find((topic) => topic.id === id)?.title ?? "") : "",
    groups: [...groups].map(([title, statements]) => ({ title, statements })),
  }));
}

/** What a screen reader is told of an answer: its words, without marks, buttons or links. */
export function spoken(turn: Turn, strings: Strings, about: { emergency: string }): string {
  if (!turn.answer) return failureLines(turn, strings, about.emergency).join(" ");
  const { kind, preface, lead, sources, notice, suggestions } = turn.answer;
  const said = [
    `${kind === "emergency" ? strings.emergencyAnswer : strings.answered}:`,
    ...preface.map((line) => line.text),
    lead.text,
  ];
  for (const { topic, groups } of sections(turn.answer)) {
    said.push(ended(topic));
    for (const group of groups) said.push(ended(group.title), ...group.statements.map((line) => line.text));
  }
  if (sources.length > 0) said.push(ended(fill(strings.sources, { n: sources.length })));
  said.push(notice);
  if (suggestions.length > 0) {
    said.push(`${strings.suggestions}:`, ...suggestions.map((suggestion) => ended(suggestion.title)));
  }
  return said.filter(Boolean).join(" ");
}

/** A heading made to sound like a sentence, so that it does not run into the next one. */
function ended(text: string): string {
  return /[.!?:]$/.test(text) || !text ? text : `${text}.`;
}

/** What is said where no answer came. Someone in danger must not be left with an error alone. */
export function failureLines(turn: Turn, strings: Strings, emergency: string): string[] {
  return turn.failure ? [strings[turn.failure], emergencyLine(strings, emergency)] : [];
}

export function emergencyLine(strings: Strings, number: string): string {
  return number ? fill(strings.emergency, { number }) : strings.emergencyUnknown;
}

export interface Block {
  readonly level: "title" | "question" | "topic" | "group" | "paragraph" | "item";
  readonly text: string;
}

/** The conversation in order, for paper and plain text. */
export function blocks(turns: readonly Turn[], strings: Strings, lang: string): Block[] {
  const written: Block[] = [
    { level: "title", text: `${strings.title}, ${new Date().toLocaleDateString(lang, { dateStyle: "long" })}` },
    { level: "paragraph", text: strings.introMachine },
    { level: "paragraph", text: strings.introAdvice },
  ];
  const add = (level: Block["level"], text: string): void => {
    if (text) written.push({ level, text });
  };
  for (const turn of turns) {
    add("question", `${strings.youAsked}: ${turn.question}`);
    const { answer } = turn;
    if (!answer) {
      for (const line of failureLines(turn, strings, "")) add("paragraph", line);
      continue;
    }
    for (const line of [...answer.preface, answer.lead]) add("paragraph", marked(line));
    for (const { topic, groups } of sections(answer)) {
      add("topic", topic);
      for (const group of groups) {
        add("group", group.title);
        for (const statement of group.statements) add("item", marked(statement));
      }
    }
    if (answer.sources.length > 0) add("group", fill(strings.sources, { n: answer.sources.length }));
    for (const source of answer.sources) {
      const told = [source.publisher, source.section, ...sourceDates(source, strings, lang)];
      const words = [source.title, ...told].filter(Boolean).map(ended);
      add("paragraph", [`[${source.n}]`, ...words, safeUrl(source.url) ?? ""].join(" ").trim());
    }
    add("paragraph", answer.notice);
  }
  return written;
}

function marked(line: Line): string {
  return [line.text, ...line.citations.map((n) => `[${n}]`)].join(" ");
}

const BEFORE: Readonly<Record<Block["level"], string>> = {
  title: "",
  question: "\n\n",
  topic: "\n",
  group: "\n",
  paragraph: "\n",
  item: "",
};

export function plainText(written: readonly Block[]): string {
  return written
    .map(({ level, text }) => BEFORE[level] + (level === "item" ? `- ${text}` : text))
    .join("\n")
    .concat("\n");
}

/** Answers as the bot sends them (bot/answers/answer.schema.json). */

export interface Body {
  readonly answer_id: string;
  readonly [field: string]: unknown;
}

const TITLES = ["Neuroendocrine Tumor (NET)", "Neuroendocrine Tumors: Patient Version", "Carcinoid Syndrome"];
const PUBLISHERS = ["MedlinePlus", "National Cancer Institute", "Genetic and Rare Diseases Information Center"];

const SOURCES = TITLES.map((title, index) => ({
  n: index + 1,
  title,
  publisher: PUBLISHERS[index],
  url: `https://sources.example/${index + 1}?a=1&b=2`,
  published: index === 1 ? "2025-04" : null,
  reviewed: index === 0 ? "2026-03-01" : null,
  accessed: "2026-11-01",
  section: "Symptoms",
  licence: "public domain",
}));

let count = 0;

export function answer(fields: Record<string, unknown> = {}): Body {
  count += 1;
  return {
    version: 1,
    answer_id: count.toString(16).padStart(16, "0"),
    kind: "answer",
    topics: [{ id: "symptoms", title: "Symptoms" }],
    preface: [],
    lead: { text: "Many neuroendocrine tumors cause no symptoms at first.", citations: [1], statement: "s1" },
    statements: [
      statement("Flushing of the face and neck, without sweating, can be a sign.", "Hormone-related", [1, 2]),
      statement("Watery diarrhea that goes on for weeks is common in carcinoid syndrome.", "Hormone-related", [3]),
      statement("Pain in the belly that comes and goes may come from a tumor in the bowel.", "From the tumor itself", [2]),
    ],
    sources: SOURCES,
    notice:
      "This is information, not medical advice. Your care team knows your case. " +
      "It was drafted from the sources above and has not been clinically reviewed.",
    suggestions: [
      { title: "Tell me more", text: "Tell me more" },
      { title: "How it is diagnosed", text: "How are NETs diagnosed?" },
    ],
    ...fields,
  };
}

export function statement(text: string, group: string, citations: number[], topic = "symptoms"): object {
  return { id: `s-${text.length}`, text, topic, group, citations };
}

function line(text: string, citations: number[] = []): object {
  return { text, citations, statement: null };
}

const BARE = { topics: [], statements: [], sources: [], notice: "", suggestions: [] };

export const emergency = (): Body =>
  answer({
    ...BARE,
    kind: "emergency",
    preface: [
      line("What you describe can be an emergency. Call 911 (in the US) now.", [1]),
      line("Do not drive yourself. If it was a poison, Poison Help at 1-800-222-1222 also answers day and night.", [2]),
    ],
    lead: line("When you are safe, I can tell you more."),
    sources: SOURCES.slice(0, 2),
  });

export const crisis = (): Body =>
  answer({
    ...BARE,
    kind: "crisis",
    preface: [line("You do not have to be alone with this. In the US, call or text 988 at any hour.", [1])],
    lead: line("I am an automated assistant. I can go on with information whenever you want."),
    sources: SOURCES.slice(0, 1),
  });

export const failed = (): Body =>
  answer({
    ...BARE,
    kind: "error",
    lead: line("Something went wrong on my side. If this may be an emergency, call 911 now."),
  });

export const refused = (text: string): Body => answer({ ...BARE, kind: "refusal", lead: line(text) });

export const long = (): Body =>
  answer({
    topics: [
      { id: "symptoms", title: "Symptoms" },
      { id: "diagnosis", title: "Diagnosis" },
    ],
    preface: [line("My sources say, on each of your questions:")],
    statements: ["symptoms", "diagnosis"].flatMap((topic) =>
      ["In general", "In the pancreas", "In the lung"].flatMap((group) =>
        [1, 2, 3].map((n) =>
          statement(
            `Statement ${n} on ${topic} is a sentence of ordinary length that says one thing and cites its source.`,
            group,
            n === 3 ? [1, 2, 3] : [n],
            topic,
          ),
        ),
      ),
    ),
  });

const HOSTILE = '<img src=x onerror="window.hurt=1"><script>window.hurt=1</script>${1}{number}';

/** Everything that a reply can hold, hostile. */
export const hostile = (): Body =>
  answer({
    topics: [
      { id: "symptoms", title: HOSTILE },
      { id: "__proto__", title: HOSTILE },
    ],
    preface: [line(HOSTILE), { text: 5 }, null],
    lead: line(`[click](javascript:alert(1)) ${HOSTILE}`, [1, -1, 2]),
    statements: [statement(HOSTILE, HOSTILE, [1]), statement(HOSTILE, "constructor", [2], "__proto__"), "x", 7],
    sources: [
      { ...SOURCES[0], title: HOSTILE, url: "javascript:window.hurt=1" },
      { ...SOURCES[1], url: "data:text/html,<script>window.hurt=1</script>", publisher: HOSTILE, published: HOSTILE },
      { ...SOURCES[2], url: "  java\nscript:window.hurt=1" },
    ],
    notice: HOSTILE,
    suggestions: [{ title: HOSTILE, text: HOSTILE }, { title: 1 }],
  });

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";

import type { Turn } from "../src/conversation.js";
import { spokenDate, spokenHours } from "../src/dates.js";
import { readAnswer } from "../src/protocol.js";
import { fill, withOverrides } from "../src/strings.js";
import { blocks, plainText, sections, spoken } from "../src/transcript.js";
import { answer, emergency, long } from "./answers.js";

const STRINGS = withOverrides();

function turn(body: object): Turn {
  return {
    id: 1,
    question: "What are the symptoms?",
    waiting: false,
    answer: readAnswer({ answer: body }),
    failure: null,
    mayRetry: false,
    mustChange: false,
    rating: null,
  };
}

describe("headings", () => {
  test("topics are named only where there are several, groups in the order of their first statement", () => {
    const one = readAnswer({ answer: answer() });
    const several = readAnswer({ answer: long() });
    assert.ok(one && several);
    assert.deepEqual(
      sections(one).map(({ topic, groups }) => [topic, groups.map(({ title }) => title)]),
      [["", ["Hormone-related", "From the tumor itself"]]],
    );
    assert.deepEqual(sections(several).map(({ topic }) => topic), ["Symptoms", "Diagnosis"]);
  });
});

describe("the conversation in words", () => {
  test("an emergency is announced before anything else", () => {
    assert.match(spoken(turn(emergency()), STRINGS, { emergency: "911" }), /^Emergency: What you describe.* 911/);
  });

  test("a failure is announced with the emergency number", () => {
    const failed: Turn = { ...turn({}), failure: "offline" };
    assert.match(spoken(failed, STRINGS, { emergency: "112" }), /could not be reached.*call 112 now/);
    assert.match(spoken(failed, STRINGS, { emergency: "" }), /call your local emergency number/);
  });

  test("plain text has the marks, and each source with its date and address", () => {
    const text = plainText(blocks([turn(answer())], STRINGS, "en"));
    assert.match(text, /- Flushing of the face .* \[1\] \[2\]\n/);
    assert.match(text, /\[1\] Neuroendocrine Tumor \(NET\)\. MedlinePlus\. Symptoms\. Reviewed March 1, 2026\. https:/);
    assert.match(text, /\[3\] .* Undated, read November 1, 2026\./);
  });
});

describe("dates and words", () => {
  test("a date is as exact as it was given, in the reader's language", () => {
    assert.equal(spokenDate("2021", "en"), "2021");
    assert.equal(spokenDate("2021-06", "en"), "June 2021");
    assert.equal(spokenDate("2021-06-03", "de"), "3. Juni 2021");
    assert.equal(spokenDate("soon", "en"), "soon");
    assert.equal(spokenHours(24, "en"), "24 hours");
  });

  test("places are filled, and what is not known is left alone", () => {
    assert.equal(fill("{n} of {m}", { n: 1 }), "1 of {m}");
    assert.equal(withOverrides({ send: "Go" }, { send: "Los" }).send, "Los");
  });
});

test("no source file parses text as HTML, sets inline styles or gives up its types", async () => {
  const root = join(process.env["NETGUIDE_WEB"] ?? process.cwd(), "src");
  for (const entry of await readdir(root, { recursive: true })) {
    if (!entry.endsWith(".ts")) continue;
    const code = await readFile(join(root, entry), "utf8");
    assert.doesNotMatch(code, /innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|document\.write|\beval\b/, entry);
    assert.doesNotMatch(code, /\bas any\b|: any\b|<any>|@ts-|\sstyle=/, entry);
  }
});

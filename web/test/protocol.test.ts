import assert from "node:assert/strict";
import { test } from "node:test";

import { readAbout, readAnswer, readConversation } from "../src/protocol.js";
import { sections } from "../src/transcript.js";
import { answer, hostile, long } from "./answers.js";

test("a whole answer is read whole", () => {
  const read = readAnswer({ answer: answer() });
  assert.equal(read?.statements.length, 3);
  assert.equal(read?.sources.length, 3);
  assert.equal(read?.sources[0]?.published, "");
});

test("what is no answer is none, whatever it is", () => {
  for (const body of [null, 1, "x", [], {}, { answer: null }, { answer: [] }, { answer: { lead: {} } }, [{ answer: 1 }]]) {
    assert.equal(readAnswer(body), null);
  }
});

test("hostile parts are left out or kept as text", () => {
  const read = readAnswer({ answer: hostile() });
  assert.deepEqual(read?.lead.citations, [1, 2]);
  assert.equal(read?.preface.length, 1);
  assert.equal(read?.statements.length, 2);
  assert.equal(read && sections(read).length, 2);
});

test("statements stand under their topics and groups", () => {
  const read = readAnswer({ answer: long() });
  assert.ok(read);
  assert.deepEqual(
    sections(read).map(({ topic, groups }) => [topic, groups.length]),
    [
      ["Symptoms", 3],
      ["Diagnosis", 3],
    ],
  );
});

test("conversations and what the server says of itself are checked", () => {
  assert.equal(readConversation({ conversation: "no" }), null);
  assert.deepEqual(readConversation({ conversation: "0".repeat(32) }), { id: "0".repeat(32), keptHours: null });
  assert.deepEqual(readAbout("nonsense").examples, []);
  assert.equal(readAbout({ human_help: { label: "x" } }).humanHelp, null);
});

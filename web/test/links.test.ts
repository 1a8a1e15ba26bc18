import assert from "node:assert/strict";
import { test } from "node:test";

import { firstPhones, safeUrl, splitPhones } from "../src/links.js";

const phones = (text: string, extra = ""): string[] =>
  splitPhones(text, extra).flatMap((part) => (typeof part === "string" ? [] : [part.href]));

test("numbers to call become links, other numbers do not", () => {
  assert.deepEqual(phones("Call 911 (in the US) or 988 now."), ["tel:911", "tel:988"]);
  assert.deepEqual(phones("Poison Help at 1-800-222-1222, (800) 222-1222"), ["tel:18002221222", "tel:8002221222"]);
  assert.deepEqual(phones("+44 20 7946 0958 or 116 123"), ["tel:+442079460958", "tel:116123"]);
  assert.deepEqual(phones("111 in the UK", "111"), ["tel:111"]);
  for (const text of ["911 mg".replace(" ", ""), "1,911 people", "9.112", "page 2911", "911/2 or 0.988", "18-911-2"]) {
    assert.deepEqual(phones(text), [], text);
  }
  assert.equal(splitPhones("Call 911 now, or 112.").map((part) => (typeof part === "string" ? part : part.shown)).join(""), "Call 911 now, or 112.");
  const numbers = (...texts: string[]): string[] => firstPhones(texts).map(({ href }) => href);
  assert.deepEqual(numbers("Nothing here", "Call 112", "Or 999"), ["tel:112"]);
  assert.deepEqual(numbers("Call 911, or 112 in the EU. Call 911 now."), ["tel:911", "tel:112"]);
  assert.deepEqual(numbers(), []);
});

test("only harmless schemes are followed", () => {
  for (const url of ["https://a.example/", "http://a.example", "mailto:a@b.example", "tel:911"]) {
    assert.equal(safeUrl(url), url);
  }
  for (const url of ["javascript:alert(1)", " java\nscript:alert(1)", "data:text/html,x", "vbscript:x", "/path", "", "file:///x"]) {
    assert.equal(safeUrl(url), null, url);
  }
});

/**
 * The widget with the real bot, whose address is NETGUIDE_TEST_SERVER; tests/conversations/test_widget.py starts one.
 * What it answers is its own affair; what a person can do with the answers is tested here.
 */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import type { Browser } from "playwright-core";

import { startBrowser, Visit } from "./visit.js";

const BOT = process.env["NETGUIDE_TEST_SERVER"] ?? "";

describe("with the bot", () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());

  test("a question, its sources, a rating, a reload and the deletion", async () => {
    const visit = await Visit.to(browser, BOT);
    const { page } = visit;
    await visit.open();
    await visit.page.locator("net-guide .intro .suggestions button").first().waitFor();
    const heard = await visit.listen();
    await visit.ask("What are the symptoms?");
    assert.match(await visit.focused(), /textarea/);
    assert.equal((await heard()).length, 1);
    assert.ok((await visit.last.locator(".answer li").count()) >= 3);

    await visit.last.locator(".cite").first().click();
    assert.match(await visit.focused(), /^li/);
    const link = visit.last.locator(".sources a").first();
    assert.match((await link.getAttribute("href")) ?? "", /^https:/);
    assert.equal(await link.getAttribute("rel"), "noopener noreferrer");
    const cites = await visit.last.locator(".cite").evaluateAll((all) => all.map((mark) => mark.textContent));
    const listed = await visit.last.locator(".number").evaluateAll((all) => all.map((mark) => mark.textContent));
    assert.deepEqual(cites.filter((n) => !listed.includes(n)), [], "every mark has its source");

    const rated = page.waitForResponse((response) => response.url().endsWith("/ratings"));
    await visit.button("Yes").click();
    assert.equal((await rated).status(), 204);
    await visit.last.getByText("Thank you.").waitFor();

    await visit.last.locator(".suggestions button").first().click();
    await visit.turns.nth(1).locator(".answer").waitFor();
    assert.deepEqual(await visit.violations(), []);
    await visit.shot("bot-answer");

    await page.reload();
    await visit.turns.nth(1).locator(".answer").waitFor();
    await visit.ask("and the causes?");
    const deleted = page.waitForResponse((response) => response.request().method() === "DELETE");
    await visit.button("Options").click();
    await visit.button("Delete my conversation").click();
    await visit.button("Yes, delete it").click();
    assert.equal((await deleted).status(), 204);
    await page.getByText("Your conversation was deleted.").first().waitFor();
    assert.equal(await visit.turns.count(), 0);
    await visit.end();
  });

  test("an emergency, several topics, and a message that is refused", async () => {
    const visit = await Visit.to(browser, BOT);
    await visit.open();
    await visit.ask("My chest hurts and I can't breathe");
    assert.match((await visit.last.locator(".preface.grave a").first().getAttribute("href")) ?? "", /^tel:\d{3}$/);
    assert.deepEqual(await visit.violations(), []);
    await visit.shot("bot-emergency");
    await visit.ask("What is it and how is it treated?");
    assert.ok((await visit.last.locator(".answer h4").count()) >= 2, "a heading for each topic");
    await visit.shot("bot-topics");
    await visit.ask("word ".repeat(2_000));
    await visit.button("Change my question").click();
    assert.match(await visit.input.inputValue(), /^word word/);
    await visit.end();
  });
});

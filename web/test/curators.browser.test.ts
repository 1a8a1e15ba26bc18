/**
 * The curators' page beside the real bot: NETGUIDE_TEST_SERVER and NETGUIDE_TEST_CURATORS are their addresses,
 * on one content database. tests/conversations/test_curators_walk.py starts both and runs this.
 */

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import type { Browser, BrowserContext, Page } from "playwright-core";

import { startBrowser, violations, Visit } from "./visit.js";

const BOT = process.env["NETGUIDE_TEST_SERVER"] ?? "";
const PAGE = process.env["NETGUIDE_TEST_CURATORS"] ?? "";
const PASSWORD = process.env["NETGUIDE_TEST_PASSWORD"] ?? "";
const SHOTS = join(process.env["NETGUIDE_WEB"] ?? process.cwd(), "../reports/curators");

const QUESTION = "Can it be prevented?";
const STATEMENT = "prevention-no-known-way";
const CLAIM = "no way to prevent carcinoid tumors of the gut has been found";

/** All pages but those of refusals. */
const PATHS = [
  "",
  "statement-row/list",
  "statement-row/list?search=nothing%20like%20this",
  "source-row/list",
  "source-row/details/mayo-seed",
  "concept-row/list",
  "review-row/list",
  "due",
  "due?days=365",
  "asked",
  `review/${STATEMENT}`,
  "review/prevention-screening-none?done=published",
  "review/no-such-statement",
  "statement-row/create",
  "no-such-page",
];

describe("the curators' page", { skip: BOT && PAGE ? false : "NETGUIDE_TEST_CURATORS names no page" }, () => {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
    await mkdir(SHOTS, { recursive: true });
  });
  after(() => browser.close());

  const shot = (page: Page, name: string): Promise<unknown> =>
    page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });

  const signIn = async (page: Page, name: string, password = PASSWORD): Promise<void> => {
    await page.goto(`${PAGE}/curators/login`);
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
  };

  const signedIn = async (name: string): Promise<[BrowserContext, Page, string[]]> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" && !/Failed to load resource/.test(message.text())) errors.push(message.text());
    });
    await signIn(page, name);
    await page.getByRole("heading", { name: "Overview" }).waitFor();
    return [context, page, errors];
  };

  const take = async (page: Page, step: string, note: string, day = ""): Promise<void> => {
    await page.getByLabel(step, { exact: true }).check();
    await page.getByLabel(/^Note/).fill(note);
    if (day) await page.getByLabel(/^For publishing/).fill(day);
    await page.getByRole("button", { name: "Take the step" }).click();
  };

  const answer = async (): Promise<string> => {
    const visit = await Visit.to(browser, BOT);
    await visit.open();
    await visit.ask(QUESTION);
    const text = (await visit.last.textContent()) ?? "";
    await visit.end();
    return text;
  };

  test("signed in, a statement is withdrawn and published, and the chat's answer changes each time", async () => {
    assert.match(await answer(), new RegExp(CLAIM));
    const [context, page, errors] = await signedIn("toni");
    await shot(page, "overview");
    await page.goto(`${PAGE}/curators/review/${STATEMENT}`);
    await take(page, "in review", "A new guideline came out: to be read against it.");
    await page.getByText("Done: it is in review now.").waitFor();
    await shot(page, "review-in-review");
    assert.doesNotMatch(await answer(), new RegExp(CLAIM));
    await take(page, "published", "Read against the new guideline; nothing changed.", "2099-05-01");
    await page.getByText("Done: it is published now.").waitFor();
    await shot(page, "review-published");
    assert.match(await answer(), new RegExp(CLAIM));
    for (const [path, name, heading] of [
      ["statement-row/list", "statements", "Statements"],
      ["source-row/list", "sources", "Sources"],
      ["concept-row/list", "concepts", "Concepts"],
      ["review-row/list", "history", "History"],
      ["asked", "asked", "What people asked"],
    ] as const) {
      await page.goto(`${PAGE}/curators/${path}`);
      await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
      await shot(page, name);
    }
    await page.getByRole("cell", { name: "what does octreotide taste like" }).first().waitFor();
    // The policy of the page lets the plots in, and a drawing that is broken has no size.
    const plots = page.getByRole("img", { name: /^Bars: .* holds the same figures\.$/ });
    assert.equal(await plots.count(), 3);
    for (const plot of await plots.all()) {
      assert.ok(await plot.evaluate((one) => (one as HTMLImageElement).naturalWidth > 100));
    }
    assert.deepEqual(errors, []);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    await context.close();
  });

  test("a wrong password is refused", async () => {
    const page = await browser.newPage();
    await signIn(page, "toni", "not the password");
    await page.getByRole("alert").filter({ hasText: "Name or password is wrong." }).waitFor();
    await shot(page, "login-refused");
    await page.goto(`${PAGE}/curators/`);
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    await page.close();
  });

  test("a form of another site changes nothing, though the reviewer is signed in", async () => {
    const [context, page] = await signedIn("toni");
    await page.goto(`${PAGE}/curators/review/prevention-screening-none`);
    const fields = await page
      .locator("input[type=hidden]")
      .evaluateAll((all) => all.map((one) => [(one as HTMLInputElement).name, (one as HTMLInputElement).value]));
    // The worst case: a page of the same host, to which the browser gives the cookie, and which knows
    // every field of the open form.
    const form = [...fields, ["step", "retired"], ["note", "forged"]]
      .map(([name, value]) => `<input name="${name}" value="${value}">`)
      .join("");
    const elsewhere = await context.newPage();
    await elsewhere.route(`${BOT}/elsewhere`, (route) =>
      route.fulfill({
        contentType: "text/html",
        body: `<form method="post" action="${PAGE}/curators/review/prevention-screening-none">${form}</form>`,
      }),
    );
    await elsewhere.goto(`${BOT}/elsewhere`);
    const answered = elsewhere.waitForResponse((response) => response.request().method() === "POST");
    await elsewhere.evaluate(() => document.forms[0]?.submit());
    assert.equal((await answered).status(), 403);
    await page.reload();
    assert.equal(await page.locator("#status").textContent(), "published");
    assert.equal(await page.getByText("forged").count(), 0);
    await context.close();
  });

  test("a form with a forged token changes nothing", async () => {
    const [context, page] = await signedIn("toni");
    await page.goto(`${PAGE}/curators/review/prevention-screening-none`);
    await page.locator("main input[name=form_token]").evaluate((one) => ((one as HTMLInputElement).value = "forged"));
    await take(page, "retired", "forged");
    await page.getByText("Nothing was changed").waitFor();
    await page.goto(`${PAGE}/curators/review/prevention-screening-none`);
    assert.equal(await page.locator("#status").textContent(), "published");
    await context.close();
  });

  test("of two reviewers at one statement the second is told, and keeps the note", async () => {
    const [one, first] = await signedIn("toni");
    const [other, second] = await signedIn("Dr. Toe");
    const path = `${PAGE}/curators/review/prevention-high-risk-plan`;
    await first.goto(path);
    await second.goto(path);
    await take(first, "due", "Its source was renewed.");
    await first.getByText("Done: it is due now.").waitFor();
    await first.goto(`${PAGE}/curators/due`);
    await first.getByRole("link", { name: "prevention-high-risk-plan" }).waitFor();
    await shot(first, "due");
    await take(second, "retired", "A long note that took an hour.");
    await second.getByRole("alert").filter({ hasText: "your step was not taken" }).waitFor();
    assert.equal(await second.getByLabel(/^Note/).inputValue(), "A long note that took an hour.");
    assert.equal(await second.locator("#status").textContent(), "due");
    await shot(second, "conflict");
    await second.getByRole("button", { name: "Take the step" }).click();
    await second.getByText("Done: it is retired now.").waitFor();
    await one.close();
    await other.close();
  });

  describe("every page is accessible by axe", () => {
    const looks: Record<string, { width: number; height: number }> = {
      wide: { width: 1280, height: 900 },
      narrow: { width: 390, height: 800 },
    };
    for (const [look, viewport] of Object.entries(looks)) {
      test(look, async () => {
        const found: Record<string, string[]> = {};
        const stranger = await browser.newPage({ viewport });
        await stranger.goto(`${PAGE}/curators/login`);
        found["login"] = await violations(stranger);
        await signIn(stranger, "toni", "not the password");
        await stranger.getByRole("alert").waitFor();
        found["login, refused"] = await violations(stranger);
        await stranger.close();

        const [context, page] = await signedIn("toni");
        await page.setViewportSize(viewport);
        for (const path of PATHS) {
          await page.goto(`${PAGE}/curators/${path}`);
          await page.locator("h1").waitFor();
          found[path] = await violations(page);
          // On a narrow screen too every page leads to the others.
          assert.ok(await page.getByRole("link", { name: "What is due" }).isVisible(), path);
        }
        await page.goto(`${PAGE}/curators/review/prevention-screening-none`);
        await page.locator("main input[name=version]").evaluate((one) => ((one as HTMLInputElement).value = "old"));
        await take(page, "due", "Of a statement that was changed meanwhile.");
        await page.getByRole("alert").waitFor();
        found["review, refused"] = await violations(page);
        await page.locator("main input[name=form_token]").evaluate((one) => ((one as HTMLInputElement).value = "no"));
        await take(page, "due", "Without the token.");
        await page.getByText("Nothing was changed").waitFor();
        found["form, refused"] = await violations(page);
        await context.close();

        assert.deepEqual(
          found,
          Object.fromEntries(Object.keys(found).map((name) => [name, []])),
        );
      });
    }
  });
});

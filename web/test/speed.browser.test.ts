/*
 * Times are told, and asserted only where NETGUIDE_TIMED asks for it: they are the machine's as much as ours.
 * What always holds is the reason for them: a new turn changes nothing of those before it, and gives the browser
 * no more to do after two hundred turns than after twenty.
 */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import type { Browser } from "playwright-core";

import { FakeServer } from "./fake-server.js";
import { watched, type Work } from "./trace.js";
import { startBrowser, Visit } from "./visit.js";

const TIMED = Boolean(process.env["NETGUIDE_TIMED"]);
const TURNS = 200;

let browser: Browser;
let server: FakeServer;

before(async () => {
  browser = await startBrowser();
  server = await FakeServer.start();
});
after(async () => {
  await browser.close();
  await server.stop();
});

test("an answer shows at once", async (t) => {
  const visit = await Visit.to(browser, `${server.url}/strict`);
  await visit.open();
  const waits: number[] = [];
  for (let before = 0; before < 5; before += 1) {
    await visit.input.fill("What are the symptoms?");
    const shown = visit.page.evaluate(
      (before) =>
        new Promise<number>((resolve) => {
          const root = document.querySelector("net-guide")?.shadowRoot;
          const watch = new MutationObserver(() => {
            if ((root?.querySelectorAll(".answer .lead").length ?? 0) <= before) return;
            watch.disconnect();
            requestAnimationFrame(() => resolve(Date.now()));
          });
          watch.observe(root as Node, { childList: true, subtree: true });
        }),
      before,
    );
    await visit.input.press("Enter");
    waits.push((await shown) - server.sentAt);
  }
  t.diagnostic(`from reply to frame: ${waits.join(", ")} ms`);
  if (TIMED) assert.ok(Math.max(...waits) <= 100, `${waits.join(", ")} ms`);
  await visit.end();
});

test("two hundred turns stay smooth", async (t) => {
  const visit = await Visit.to(browser, `${server.url}/strict`);
  await visit.open();
  let touched: string[] = [];
  const turns = await watched(browser, visit.page, "turn", async () => {
    touched = await visit.page.evaluate(async (count) => {
      const api = window.NetGuide as { ask(text: string): boolean };
      const root = document.querySelector("net-guide")?.shadowRoot as ShadowRoot;
      const touched: string[] = [];
      for (let turn = 0; turn < count; turn += 1) {
        performance.mark("turn");
        const answered = new Promise((resolve) => document.addEventListener("netguide:answer", resolve, { once: true }));
        const earlier = [...root.querySelectorAll("article")].slice(0, -1);
        const watch = new MutationObserver((records) => {
          touched.push(...records.map(({ target, type }) => `${turn}: ${type} of ${target.nodeName}`));
        });
        for (const article of earlier) watch.observe(article, { attributes: true, childList: true, subtree: true });
        api.ask("What are the symptoms?");
        await answered;
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        watch.disconnect();
      }
      performance.mark("turn");
      return touched;
    }, TURNS);
  });
  assert.equal(await visit.turns.count(), TURNS);
  assert.equal(turns.length, TURNS);
  assert.deepEqual(touched, []);

  const most = (of: keyof Work, from: number, to: number): number =>
    Math.max(...turns.slice(from, to).map((work) => work[of]));
  const long = turns.filter(({ clock }) => clock >= 50).length;
  t.diagnostic(
    `longest task: ${most("own", 0, TURNS).toFixed(1)} ms of its own (all tasks of a turn: ` +
      `${most("whole", 0, TURNS).toFixed(1)} ms), ${most("clock", 0, TURNS).toFixed(1)} ms by the clock; ` +
      `turns with one of 50 ms or more by the clock: ${long} of ${TURNS}`,
  );
  for (const of of ["styled", "placed"] as const) {
    const [early, late] = [most(of, 10, 30), most(of, TURNS - 20, TURNS)];
    t.diagnostic(`elements ${of} for a turn: ${early} early, ${late} late`);
    assert.ok(early > 0, "the browser's trace tells what it did");
    assert.ok(late <= 1.25 * early, `${of}: ${early} early, ${late} late`);
  }
  if (TIMED) assert.ok(most("own", 0, TURNS) < 50);
  await visit.end();
});

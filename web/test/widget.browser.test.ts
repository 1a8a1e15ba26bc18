import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";

import type { Browser, BrowserContextOptions } from "playwright-core";

import { answer, crisis, emergency, failed, hostile, long, refused } from "./answers.js";
import { FakeServer } from "./fake-server.js";
import { startBrowser, Visit } from "./visit.js";

let browser: Browser;
let server: FakeServer;

before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());
beforeEach(async () => {
  server = await FakeServer.start();
});
afterEach(() => server.stop());

const strict = (options: BrowserContextOptions = {}, query = ""): Promise<Visit> =>
  Visit.to(browser, `${server.url}/strict${query}`, options);

describe("by keyboard alone, under a strict policy", () => {
  test("from opening to deleting", async () => {
    const visit = await strict();
    const { keyboard } = visit.page;
    const tab = (shift = false): Promise<void> => keyboard.press(shift ? "Shift+Tab" : "Tab");
    const until = async (wanted: RegExp, shift = false): Promise<void> => {
      for (let presses = 0; presses < 60; presses += 1) {
        const name = await visit.page.evaluate(() => {
          const inner = document.activeElement?.shadowRoot?.activeElement;
          return inner?.getAttribute("aria-label") ?? inner?.textContent?.trim() ?? "";
        });
        if (wanted.test(name)) return;
        await tab(shift);
      }
      assert.fail(`never reached ${wanted}`);
    };
    await tab();
    await tab();
    assert.match(await visit.focused(), /launcher/);
    await keyboard.press("Enter");
    await visit.input.waitFor();
    assert.match(await visit.focused(), /textarea#input/);
    await keyboard.type("What are the symptoms?");
    await keyboard.press("Enter");
    await visit.last.getByText("Many neuroendocrine tumors").waitFor();
    assert.match(await visit.focused(), /textarea#input/, "an answer never moves the focus");

    await until(/^Source 1$/, true);
    await keyboard.press("Enter");
    assert.equal(await visit.focused(), "li#.");
    assert.ok(await visit.last.locator("details").evaluate((list) => (list as HTMLDetailsElement).open));
    await until(/^Back to the answer$/);
    await keyboard.press("Enter");
    assert.match(await visit.focused(), /button#.cite/);
    await until(/^No$/);
    await keyboard.press("Space");
    await until(/Hard to understand/);
    await keyboard.press("Space");
    await visit.last.getByText("Thank you.").waitFor();
    assert.match(await visit.focused(), /choice/);

    server.told.push({ status: 503, answer: failed() });
    await until(/^$/);
    await keyboard.type("Again?");
    await keyboard.press("Enter");
    await visit.button("Try again").waitFor();
    await until(/Try again/, true);
    await keyboard.press("Enter");
    await visit.last.getByText("Many neuroendocrine tumors").waitFor();
    assert.match(await visit.focused(), /h3#question-2/);

    await until(/^Options$/, true);
    await keyboard.press("Enter");
    await until(/Delete my conversation/);
    await keyboard.press("Enter");
    await until(/Yes, delete it/);
    await keyboard.press("Enter");
    await visit.page.getByText("Your conversation was deleted.").first().waitFor();
    assert.equal(server.deleted.length, 1);
    assert.equal(await visit.turns.count(), 0);
    assert.notEqual(await visit.focused(), "body#.");

    await keyboard.press("Escape");
    await visit.launcher.waitFor();
    assert.match(await visit.focused(), /launcher/, "the focus goes back to where it came from");
    await visit.end();
  });

  test("Escape closes the menu first, and the focus is not caught", async () => {
    const visit = await strict();
    await visit.open();
    await visit.button("Options").press("Enter");
    await visit.page.keyboard.press("Escape");
    assert.match(await visit.focused(), /options-button/);
    await visit.page.getByRole("link", { name: "A link" }).focus();
    assert.match(await visit.focused(), /^a#/);
    await visit.end();
  });

  test("nothing of the page keeps its focus hidden under the widget", async () => {
    const visit = await strict();
    const link = visit.page.getByRole("link", { name: "A link" });
    const place = (style: string): Promise<void> =>
      link.evaluate((element, css) => {
        // Through the DOM's own properties: the strict policy has no inline styles.
        element.style.cssText = `position: fixed; ${css}`;
      }, style);
    await place("right: 60px; bottom: 35px");
    await link.focus();
    const launcher = await visit.launcher.boundingBox();
    const focused = await link.boundingBox();
    assert.ok(launcher && focused && launcher.y + launcher.height <= focused.y, "the launcher steps aside");
    await place("right: 200px; bottom: 300px");
    await visit.open();
    await link.focus();
    await visit.page.keyboard.press("Escape");
    await visit.launcher.waitFor();
    assert.match(await visit.focused(), /^a#/, "Escape uncovers it, and the focus stays");
    await visit.end();
  });

  test("a small screen gets a modal panel, and keeps place and focus when it is turned", async () => {
    const visit = await strict({ viewport: { width: 400, height: 700 } });
    const modal = (): Promise<boolean> => visit.page.locator("net-guide dialog").evaluate((all) => all.matches(":modal"));
    await visit.open();
    assert.equal(await modal(), true);
    await visit.input.fill("Half a que");
    await visit.page.setViewportSize({ width: 900, height: 700 });
    await visit.page.waitForTimeout(100);
    assert.equal(await modal(), false);
    await visit.page.setViewportSize({ width: 400, height: 700 });
    await visit.page.waitForTimeout(100);
    assert.equal(await modal(), true);
    assert.match(await visit.focused(), /textarea/);
    assert.equal(await visit.input.inputValue(), "Half a que");
    await visit.page.keyboard.press("Escape");
    await visit.launcher.waitFor();
    assert.match(await visit.focused(), /launcher/);
    await visit.open();
    await visit.page.reload();
    await visit.launcher.waitFor();
    await visit.end();
  });
});

describe("what is announced", () => {
  test("each answer exactly once, as words, with the focus unmoved", async () => {
    const visit = await strict();
    await visit.open();
    assert.equal(await visit.page.locator("net-guide [role=log]").count(), 1);
    assert.equal(await visit.page.locator("net-guide :is([aria-live], [role=status], [role=alert])").count(), 0);
    const heard = await visit.listen();
    for (const nth of [1, 2, 3]) {
      await visit.ask("What are the symptoms?");
      await visit.page.waitForTimeout(50);
      const said = await heard();
      assert.equal(said.length, nth);
      assert.match(said[nth - 1] ?? "", /^Answer: Many neuro.*\. Hormone-related\. Flushing.*Sources \(3\)\./s);
      assert.doesNotMatch(said[nth - 1] ?? "", /\[\d\]|https:/);
      assert.match(await visit.focused(), /textarea/);
    }
    await visit.end();
  });

  test("a long wait", async () => {
    const visit = await strict();
    await visit.open();
    server.told.push({ answer: answer(), after: 4_600 });
    const heard = await visit.listen();
    await visit.input.fill("Slowly?");
    await visit.input.press("Enter");
    await visit.last.getByText("Still looking").waitFor();
    await visit.last.getByText("Many neuroendocrine").waitFor();
    assert.equal((await heard()).length, 2);
    await visit.end();
  });
});

describe("accessible by axe", () => {
  const looks: Record<string, BrowserContextOptions> = {
    light: {},
    dark: { colorScheme: "dark" },
    narrow: { viewport: { width: 320, height: 640 } },
    "narrow-dark": { viewport: { width: 320, height: 640 }, colorScheme: "dark" },
    forced: { forcedColors: "active" },
  };
  for (const [name, options] of Object.entries(looks)) {
    test(name, async () => {
      const visit = await Visit.to(browser, `${server.url}/`, options);
      assert.deepEqual(await visit.violations(), []);
      await visit.open();
      await visit.page.getByText("What treatments are there?").last().waitFor();
      await visit.shot(`${name}-opened`);
      assert.deepEqual(await visit.violations(), []);
      await visit.ask("What are the symptoms?");
      await visit.shot(`${name}-answer`);
      await visit.page.locator("net-guide .cite").last().click();
      await visit.button("No").click();
      await visit.last.getByText("Thank you.").waitFor();
      assert.deepEqual(await visit.violations(), []);
      await visit.shot(`${name}-sources`);
      server.told.push({ answer: emergency() });
      await visit.ask("I cannot breathe");
      await visit.page.waitForTimeout(600);
      assert.deepEqual(await visit.violations(), []);
      await visit.shot(`${name}-emergency`);
      server.told.push({ answer: long() }, { status: 503, answer: failed() });
      await visit.ask("A long one");
      await visit.page.waitForTimeout(600);
      await visit.shot(`${name}-long`);
      await visit.ask("One that fails");
      await visit.button("Options").click();
      assert.deepEqual(await visit.violations(), []);
      await visit.shot(`${name}-failed`);
      await visit.end();
    });
  }

  test("inline in a page, and a crisis", async () => {
    const visit = await Visit.to(browser, `${server.url}/inline`);
    await visit.page.getByText("What treatments are there?").waitFor();
    assert.equal(await visit.page.locator("net-guide").count(), 1);
    server.told.push({ answer: crisis() });
    await visit.ask("I want to end it all");
    assert.equal(await visit.page.getByRole("link", { name: "Call 988" }).getAttribute("href"), "tel:988");
    assert.deepEqual(await visit.violations(), []);
    await visit.shot("inline-crisis");
    await visit.end();
  });

  test("nothing is lost at 320 pixels, with 200 % text or with wider spacing", async () => {
    const visit = await strict({ viewport: { width: 320, height: 640 } });
    await visit.open();
    await visit.ask("What are the symptoms?");
    const spill = (): Promise<string[]> =>
      visit.page.evaluate(() => {
        const root = document.querySelector("net-guide")?.shadowRoot;
        return [...(root?.querySelectorAll<HTMLElement>(".panel *:not(.sr, .sr *)") ?? [])]
          .filter((element) => {
            const { left, right, width } = element.getBoundingClientRect();
            return width > 0 && (left < -1 || right > innerWidth + 1);
          })
          .map((element) => `${element.localName}.${element.className}`);
      });
    assert.deepEqual(await spill(), []);
    await visit.page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
    });
    assert.deepEqual(await spill(), []);
    await visit.shot("narrow-large-text");
    assert.ok(await visit.input.isVisible());
    await visit.page.evaluate(() => {
      document.documentElement.style.fontSize = "";
      const style = document.querySelector<HTMLElement>("net-guide")?.style;
      style?.setProperty("letter-spacing", "0.12em");
      style?.setProperty("word-spacing", "0.16em");
    });
    assert.deepEqual(await spill(), []);
    await visit.end();
  });

  test("every target is 24 pixels or more", async () => {
    const visit = await strict();
    await visit.open();
    server.told.push({ answer: emergency() });
    await visit.ask("I cannot breathe");
    await visit.ask("What are the symptoms?");
    await visit.page.locator("net-guide .cite").last().click();
    const small = await visit.page.evaluate(() => {
      const root = document.querySelector("net-guide")?.shadowRoot;
      return [...(root?.querySelectorAll<HTMLElement>("button, .help a, .preface a, summary, textarea") ?? [])]
        .filter((element) => element.checkVisibility())
        .map((element) => ({ name: element.textContent?.trim(), box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width < 24 || box.height < 24)
        .map(({ name, box }) => `${name} ${box.width} x ${box.height}`);
    });
    assert.deepEqual(small, []);
    await visit.end();
  });

  test("right to left", async () => {
    const visit = await strict({}, "?dir=rtl");
    await visit.open();
    await visit.ask("What are the symptoms?");
    const box = await visit.page.locator("net-guide dialog").boundingBox();
    assert.ok(box && box.x < 40);
    const edge = (part: string): Promise<number> =>
      visit.last.locator(part).evaluate((element) => {
        const words = document.createRange();
        words.selectNodeContents(element);
        return Math.round(words.getBoundingClientRect().right);
      });
    assert.equal(await edge(".asked"), await edge(".kicker"), "the question stands beside its bar");
    await visit.shot("rtl-answer");
    await visit.page.locator("net-guide .cite").last().click();
    await visit.shot("rtl-sources");
    await visit.end();
  });
});

describe("emergencies and failures", () => {
  test("an emergency has a number to tap, first of all", async () => {
    const visit = await strict();
    await visit.open();
    server.told.push({ answer: emergency() });
    await visit.ask("I cannot breathe");
    assert.equal(await visit.page.getByRole("link", { name: "Call 911" }).getAttribute("href"), "tel:911");
    assert.ok(await visit.last.locator(".preface").evaluate((card) => card.firstElementChild?.matches(".calls")));
    assert.equal(await visit.page.getByRole("link", { name: "1-800-222-1222" }).getAttribute("href"), "tel:18002221222");
    await visit.end();
  });

  test("where the region is unknown, every number that is named can be called", async () => {
    const visit = await strict({ viewport: { width: 320, height: 640 } });
    await visit.open();
    const text = "Call your local emergency number (911 in the US and Canada, 112 in the EU, 999 in the UK) now.";
    server.told.push({ answer: answer({ ...emergency(), preface: [{ text, citations: [1], statement: null }] }) });
    await visit.ask("I cannot breathe");
    const calls = visit.last.locator(".call");
    assert.deepEqual(await calls.allInnerTexts(), ["Call 911", "Call 112", "Call 999"]);
    const stage = await visit.page.locator("net-guide .stage").boundingBox();
    const last = await calls.last().boundingBox();
    assert.ok(stage && last && last.y + last.height <= stage.y + stage.height, "without scrolling, on a small screen");
    assert.deepEqual(await visit.violations(), []);
    await visit.shot("narrow-emergency-no-region");
    await visit.end();
  });

  test("too fast or failed: a card and another try; refused: the text to change", async () => {
    const visit = await strict();
    await visit.open();
    server.told.push({ status: 429, answer: refused("That was too many messages at once.") });
    await visit.ask("First?");
    await visit.button("Try again").click();
    await visit.last.getByText("Many neuroendocrine").waitFor();
    assert.equal(await visit.turns.count(), 1);
    server.told.push({ status: 400, answer: refused("That message is longer than I can read.") });
    await visit.ask("Too long?");
    await visit.button("Change my question").click();
    assert.equal(await visit.input.inputValue(), "Too long?");
    assert.match(await visit.focused(), /textarea/);
    server.told.push({ status: 200, raw: "[]" });
    await visit.ask("Nothing?");
    await visit.last.getByText("Something went wrong on our side").waitFor();
    await visit.end();
  });

  test("no answer in twenty seconds: said so, with another try", async () => {
    const visit = await Visit.to(browser, `${server.url}/strict`, {}, (page) => page.clock.install());
    await visit.open();
    server.told.push({ answer: answer(), after: 60_000 });
    await visit.input.fill("Slowly?");
    await visit.input.press("Enter");
    await visit.last.getByText("Looking in the sources").waitFor();
    while (server.messages.length === 0) await visit.page.waitForTimeout(20);
    await visit.page.clock.fastForward(5_000);
    await visit.last.getByText("Still looking").waitFor();
    await visit.page.clock.fastForward(15_000);
    await visit.last.getByText("took too long").waitFor();
    await visit.last.getByText("call 911").waitFor();
    await visit.button("Try again").click();
    await visit.last.getByText("Many neuroendocrine").waitFor();
    await visit.end();
  });

  test("a question cut off by a reload can be sent again", async () => {
    const visit = await strict();
    await visit.open();
    server.told.push({ answer: answer(), after: 2_000 });
    await visit.input.fill("Too late?");
    await visit.input.press("Enter");
    await visit.last.getByText("Looking in the sources").waitFor();
    await visit.page.reload();
    await visit.last.getByText("before the answer came").waitFor();
    await visit.button("Try again").click();
    await visit.last.getByText("Many neuroendocrine").waitFor();
    assert.equal(await visit.turns.count(), 1);
    await visit.end();
  });

  test("a second question waits for the first one's answer, and is kept", async () => {
    const visit = await strict();
    await visit.open();
    server.told.push({ answer: answer(), after: 800 });
    await visit.input.fill("First?");
    await visit.input.press("Enter");
    await visit.input.fill("Second?");
    await visit.input.press("Enter");
    await visit.page.locator("net-guide .status").getByText("Please wait").waitFor();
    await visit.last.getByText("Many neuroendocrine").waitFor();
    assert.equal(await visit.input.inputValue(), "Second?");
    assert.equal(server.messages.length, 1);
    await visit.end();
  });

  test("offline: the text is kept, and sent again when the line is back", async () => {
    const visit = await strict();
    await visit.open();
    await visit.page.context().setOffline(true);
    await visit.ask("Is anybody there?");
    await visit.last.getByText("could not be reached").waitFor();
    await visit.last.getByText("911").first().waitFor();
    await visit.page.context().setOffline(false);
    await visit.button("Try again").click();
    await visit.last.getByText("Many neuroendocrine").waitFor();
    assert.deepEqual(server.messages.map(({ text }) => text), ["Is anybody there?"]);
    // Chromium itself reports the fetch that failed.
    visit.errors.length = 0;
    await visit.end();
  });

  test("a conversation that the server forgot is begun anew, once", async () => {
    const visit = await strict();
    await visit.open();
    await visit.ask("First?");
    server.conversations.clear();
    await visit.ask("Second?");
    await visit.last.getByText("Many neuroendocrine").waitFor();
    assert.equal(new Set(server.messages.map(({ conversation }) => conversation)).size, 2);
    await visit.end();
  });

  test("what could not be deleted is not said to be", async () => {
    const visit = await strict();
    await visit.open();
    await visit.ask("First?");
    server.removable = false;
    assert.equal(await visit.page.evaluate(() => (window.NetGuide as { clear(): Promise<boolean> }).clear()), false);
    await visit.page.getByText("nothing was deleted").first().waitFor();
    assert.equal(await visit.turns.count(), 1);
    await visit.end();
  });
});

describe("hostile text changes nothing but text", () => {
  test("in a reply and in a question", async () => {
    const visit = await strict();
    await visit.open();
    server.told.push({ answer: hostile() });
    await visit.ask('"><img src=x onerror="window.hurt=1">');
    await visit.last.locator("summary").click();
    assert.equal(await visit.page.locator("net-guide :is(img, script, iframe)").count(), 0);
    assert.equal(await visit.page.evaluate(() => "hurt" in window), false);
    const links = await visit.last.locator("a").evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).protocol));
    assert.deepEqual(links.filter((protocol) => !["https:", "http:", "tel:", "mailto:"].includes(protocol)), []);
    await visit.end();
  });

  test("links to sources open beside, and tell the source nothing", async () => {
    const visit = await strict();
    await visit.open();
    await visit.ask("What are the symptoms?");
    const link = visit.last.locator(".sources a").first();
    assert.equal(await link.getAttribute("target"), "_blank");
    assert.equal(await link.getAttribute("rel"), "noopener noreferrer");
    await visit.end();
  });
});

describe("the conversation", () => {
  test("outlives a reload and leaves no cookie; a draft does too", async () => {
    const visit = await strict();
    await visit.open();
    await visit.ask("What are the symptoms?");
    await visit.input.fill("And then");
    await visit.page.reload();
    await visit.last.getByText("Many neuroendocrine").waitFor();
    assert.equal(await visit.input.inputValue(), "And then");
    assert.deepEqual(await visit.page.context().cookies(), []);
    assert.equal(await visit.page.evaluate(() => localStorage.length), 0);
    await visit.ask("And the next?");
    assert.equal(new Set(server.messages.map(({ conversation }) => conversation)).size, 1);
    await visit.end();
  });

  test("an answer in sight needs no pointer to it; one out of sight gets it", async () => {
    const visit = await strict();
    await visit.open();
    const pointer = visit.button("Go to the new answer");
    await visit.ask("What are the symptoms?");
    await visit.ask("What are the symptoms?");
    await visit.page.waitForTimeout(900);
    assert.equal(await pointer.count(), 0);
    server.told.push({ answer: answer(), after: 1_000 });
    await visit.input.fill("And then?");
    await visit.input.press("Enter");
    await visit.page.waitForTimeout(700);
    const transcript = visit.page.locator("net-guide .transcript");
    await transcript.evaluate((box) => box.scrollTo({ top: 0, behavior: "instant" }));
    await visit.last.locator(".lead").waitFor();
    assert.equal(await transcript.evaluate((box) => box.scrollTop), 0, "an answer never scrolls");
    await pointer.click();
    assert.match(await visit.focused(), /question-3/);
    await pointer.waitFor({ state: "detached" });
    await visit.end();
  });

  test("an element takes its words and attributes early and late", async () => {
    const visit = await Visit.to(browser, `${server.url}/inline`, {}, (page) =>
      page.addInitScript(() => {
        new MutationObserver((_, watch) => {
          const element = document.querySelector("net-guide");
          if (!element) return;
          watch.disconnect();
          Object.assign(element, { strings: { placeholder: "Before the script" } });
        }).observe(document, { childList: true, subtree: true });
      }),
    );
    assert.equal(await visit.input.getAttribute("placeholder"), "Before the script");
    const element = visit.page.locator("net-guide");
    await element.evaluate((own) => {
      Object.assign(own, { strings: { placeholder: "After it" } });
      own.setAttribute("heading", "Another title");
    });
    await visit.page.getByRole("heading", { name: "Another title" }).waitFor();
    assert.equal(await visit.input.getAttribute("placeholder"), "After it");
    await visit.end();
  });

  test("with a server of another origin, which learns the page's origin alone", async () => {
    const other = await FakeServer.start();
    other.welcome = server.url;
    const visit = await Visit.to(browser, `${server.url}/strict?server=${encodeURIComponent(other.url)}`);
    await visit.open();
    await visit.ask("What are the symptoms?");
    await visit.last.getByText("Many neuroendocrine").waitFor();
    assert.equal(await visit.page.evaluate(() => (window.NetGuide as { clear(): Promise<boolean> }).clear()), true);
    assert.equal(other.deleted.length, 1);
    assert.deepEqual([...new Set(other.referrers)], [`${server.url}/`]);
    assert.deepEqual(visit.elsewhere.filter((address) => !address.startsWith(other.url)), []);
    visit.elsewhere.length = 0;
    await visit.end();
    await other.stop();
  });

  test("is not remembered where the page wants that", async () => {
    const visit = await strict({}, "?storage=none");
    await visit.open();
    await visit.ask("What are the symptoms?");
    assert.equal(await visit.page.evaluate(() => sessionStorage.length), 0);
    await visit.end();
  });

  test("can be saved and copied", async () => {
    const visit = await strict({ permissions: ["clipboard-read", "clipboard-write"] });
    await visit.open();
    await visit.ask("What are the symptoms?");
    await visit.button("Options").click();
    const [download] = await Promise.all([
      visit.page.waitForEvent("download"),
      visit.button("Save as text file").click(),
    ]);
    assert.equal(download.suggestedFilename(), "net-guide-conversation.txt");
    await visit.button("Options").click();
    await visit.button("Copy conversation").click();
    await visit.page.getByText("Conversation copied.").first().waitFor();
    const copied = await visit.page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /You asked: What are the symptoms\?[^]*Flushing.* \[1\] \[2\]\n[^]*https:\/\/sources\.example\/1/);
    await visit.end();
  });

  test("is printed alone, in a frame that needs no permission of the page's policy", async () => {
    const visit = await Visit.to(browser, `${server.url}/strict`, {}, (page) =>
      page.addInitScript(() => {
        window.print = () => {
          const { title, body, adoptedStyleSheets } = document;
          Object.assign(window.top ?? window, {
            printed: { title, text: body.innerText, sheets: adoptedStyleSheets.length, framed: window !== window.top },
          });
        };
      }),
    );
    await visit.open();
    server.told.push({ answer: hostile() });
    await visit.ask("Hostile?");
    await visit.ask("What are the symptoms?");
    await visit.button("Options").click();
    await visit.button("Print conversation").click();
    const printed = await visit.page.evaluate(
      () => (window as unknown as { printed: Record<string, unknown> }).printed,
    );
    assert.equal(printed["framed"], true);
    assert.equal(printed["sheets"], 1);
    assert.match(String(printed["title"]), /^NET Guide, /);
    assert.match(String(printed["text"]), /You asked: What are the symptoms\?[^]*Flushing.* \[1\] \[2\]\n/);
    assert.doesNotMatch(String(printed["text"]), /A page/);
    assert.equal(await visit.page.evaluate(() => "hurt" in window), false);
    await visit.end();
  });

  test("a rating reaches the server with its reason", async () => {
    const visit = await strict();
    await visit.open();
    await visit.ask("What are the symptoms?");
    await visit.button("No").click();
    await visit.button("It seems wrong").click();
    await visit.last.getByText("Thank you.").waitFor();
    const [first, second] = server.ratings as { helpful: boolean; reason: string; answer_id: string }[];
    assert.deepEqual([first?.helpful, first?.reason], [false, ""]);
    assert.deepEqual([second?.helpful, second?.reason], [false, "wrong"]);
    assert.match(second?.answer_id ?? "", /^[0-9a-f]{16}$/);
    await visit.end();
  });

  test("a page can open, ask, listen and choose the words, and hears no text of it", async () => {
    const visit = await strict();
    const told = await visit.page.evaluate(async () => {
      const api = window.NetGuide as { strings: object; open(): void; ask(text: string): boolean };
      const events: string[] = [];
      for (const name of ["open", "message", "answer", "close"]) {
        document.addEventListener(`netguide:${name}`, (event) =>
          events.push(`${name} ${JSON.stringify((event as CustomEvent).detail)}`),
        );
      }
      api.strings = { launcher: "Questions?" };
      const asked = api.ask("My secret");
      await new Promise((resolve) => document.addEventListener("netguide:answer", resolve, { once: true }));
      return { asked, events };
    });
    assert.equal(told.asked, true);
    assert.ok(told.events.some((event) => event.startsWith("answer")));
    assert.doesNotMatch(told.events.join(), /secret/);
    await visit.page.keyboard.press("Escape");
    await visit.end();
  });
});

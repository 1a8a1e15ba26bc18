/** One visit to a page with the widget: the browser, what went wrong in it, and what is on it. */

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from "playwright-core";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const SHOTS = join(process.env["NETGUIDE_WEB"] ?? process.cwd(), "../reports/web");

export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
}

/** The violations of axe's rules for WCAG 2.2 AA and good practice, each as a line. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
  if (!(await page.evaluate(() => "axe" in window))) {
    // Through the debugger, which the page's policy does not bind.
    const { readFile } = await import("node:fs/promises");
    await page.evaluate(await readFile(AXE, "utf8"));
  }
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> };
    };
    const found = await axe.run();
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`),
    );
  });
}

export class Visit {
  /** Errors of the page and of its policy. */
  readonly errors: string[] = [];
  /** Requests to other hosts than the page's own. */
  readonly elsewhere: string[] = [];

  private constructor(
    readonly page: Page,
    readonly url: string,
  ) {}

  static async to(
    browser: Browser,
    url: string,
    options: BrowserContextOptions = {},
    prepare: (page: Page) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<Visit> {
    const context = await browser.newContext({ viewport: { width: 1100, height: 800 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await prepare(page);
    const visit = new Visit(page, url);
    page.on("pageerror", (error) => visit.errors.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" && !/Failed to load resource/.test(message.text())) {
        visit.errors.push(message.text());
      }
    });
    page.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      if (origin !== new URL(url).origin && protocol.startsWith("http")) visit.elsewhere.push(request.url());
    });
    await page.goto(url);
    return visit;
  }

  get launcher(): Locator {
    return this.page.getByRole("button", { name: "Ask about NETs" });
  }

  get input(): Locator {
    return this.page.getByRole("textbox", { name: "Your question" });
  }

  get turns(): Locator {
    return this.page.locator("net-guide article");
  }

  get last(): Locator {
    return this.turns.last();
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  async open(): Promise<void> {
    await this.launcher.click();
    await this.input.waitFor();
  }

  /** Asks and waits until the turn is settled. */
  async ask(text: string): Promise<void> {
    const before = await this.turns.count();
    await this.input.fill(text);
    await this.input.press("Enter");
    await this.turns.nth(before).locator(".answer, .preface").first().waitFor();
  }

  /** The violations of axe's rules on the page as it is now, each as a line. */
  violations(): Promise<string[]> {
    return violations(this.page);
  }

  /** Counts what is put into the live region from now on. */
  async listen(): Promise<() => Promise<string[]>> {
    await this.page.evaluate(() => {
      const region = document.querySelector("net-guide")?.shadowRoot?.querySelector("[role=log]");
      const heard: string[] = [];
      Object.assign(window, { heard });
      new MutationObserver((records) => {
        for (const { addedNodes } of records) for (const node of addedNodes) heard.push(node.textContent ?? "");
      }).observe(region as Node, { childList: true });
    });
    return () => this.page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  }

  /** What has the focus, looked for inside the widget too. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      const outer = document.activeElement;
      const inner = outer?.shadowRoot?.activeElement ?? outer;
      return inner ? `${inner.localName}#${inner.id}.${inner.className}` : "";
    });
  }

  async shot(name: string): Promise<void> {
    await mkdir(SHOTS, { recursive: true });
    await this.page.screenshot({ path: join(SHOTS, `${name}.png`) });
  }

  /** Ends the visit: nothing went wrong, and nobody else was asked for anything. */
  async end(): Promise<void> {
    await this.page.context().close();
    assert.deepEqual(this.errors, []);
    assert.deepEqual(this.elsewhere, []);
  }
}

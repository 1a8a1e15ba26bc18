/**
 * Runs the tests: those of single modules anywhere, those in a browser where there is one (which CI must have).
 * With NETGUIDE_TEST_SERVER, the address of a running bot: the tests of the widget with that bot, and only those;
 * with NETGUIDE_TEST_CURATORS as well, the address of a curators' page: the walk through that page and the chat.
 * CHROMIUM names another browser than Debian's; further arguments go to node's test runner.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { compile, compiled, root } from "./compile.mjs";

await compile();
const browser = process.env.CHROMIUM ?? "/usr/bin/chromium";
const found = existsSync(browser);
const all = (await readdir(compiled)).filter((name) => name.endsWith(".test.mjs"));
const served = { "curators.": process.env.NETGUIDE_TEST_CURATORS, "bot.": process.env.NETGUIDE_TEST_SERVER };
const running = Object.keys(served).find((kind) => served[kind]);
const kindOf = (name) => Object.keys(served).find((kind) => name.startsWith(kind));
const meant = all.filter((name) => kindOf(name) === running);
const chosen = meant.filter((name) => found || !name.includes(".browser."));
if (!found) console.log(`Skipped: the tests in a browser, for there is none at ${browser} (Debian's package: chromium).`);
const { status } = spawnSync(
  process.execPath,
  ["--test", "--test-reporter=spec", "--test-concurrency=1", ...process.argv.slice(2), ...chosen.map((name) => join(compiled, name))],
  { stdio: "inherit", env: { ...process.env, CHROMIUM: browser, NETGUIDE_WEB: root } },
);
process.exitCode = found || process.env.CI !== "true" ? (status ?? 1) : 1;

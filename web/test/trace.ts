/** What the browser did while a page was watched, as its own trace tells it. */

import type { Browser, Page } from "playwright-core";

interface Event {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Begin and duration in microseconds; `tdur` is the part of it in which the thread had a processor. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly elementCount?: number; readonly beginData?: { readonly dirtyObjects?: number } };
}

/** What the page's main thread did from one mark to the next. */
export interface Work {
  /** The longest task in milliseconds: by the clock, and without the time in which other programs ran. */
  readonly clock: number;
  readonly own: number;
  /** All tasks together, without the time in which other programs ran. */
  readonly whole: number;
  /** How many elements got their style, and how many boxes their place, anew. */
  readonly styled: number;
  readonly placed: number;
}

const CATEGORIES = ["blink.user_timing", "devtools.timeline", "disabled-by-default-devtools.timeline"];

/** Watches while `act` runs; it calls `performance.mark(mark)` at the beginning of each stretch and at the end. */
export async function watched(browser: Browser, page: Page, mark: string, act: () => Promise<unknown>): Promise<Work[]> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await act();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: Event[] };
  const marks = trace.traceEvents.filter(({ name }) => name === mark).sort((one, other) => one.ts - other.ts);
  const thread = trace.traceEvents.filter(({ pid, tid }) => pid === marks[0]?.pid && tid === marks[0].tid);
  return marks.slice(0, -1).map(({ ts }, nth) => {
    const end = marks[nth + 1]?.ts ?? Infinity;
    return summary(thread.filter((event) => event.ts >= ts && event.ts < end));
  });
}

function summary(events: readonly Event[]): Work {
  const all = (name: string): Event[] => events.filter((event) => event.name === name);
  const tasks = all("RunTask");
  return {
    clock: Math.max(0, ...tasks.map(({ dur }) => (dur ?? 0) / 1_000)),
    own: Math.max(0, ...tasks.map(({ tdur }) => (tdur ?? 0) / 1_000)),
    whole: sum(tasks.map(({ tdur }) => (tdur ?? 0) / 1_000)),
    styled: sum(all("UpdateLayoutTree").map(({ args }) => args?.elementCount ?? 0)),
    placed: sum(all("Layout").map(({ args }) => args?.beginData?.dirtyObjects ?? 0)),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

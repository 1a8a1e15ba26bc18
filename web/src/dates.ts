import type { Source } from "./protocol.js";
import { fill, type Strings } from "./strings.js";

const ISO = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** An ISO date in the reader's words, as exact as it was given and no more. */
export function spokenDate(iso: string, lang: string): string {
  const parts = ISO.exec(iso);
  if (!parts) return iso;
  const [, year, month, day] = parts;
  const date = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)));
  return new Intl.DateTimeFormat(lang, {
    year: "numeric",
    ...(month ? { month: "long" } : {}),
    ...(day ? { day: "numeric" } : {}),
    timeZone: "UTC",
  }).format(date);
}

/** When the source was published and reviewed; when neither is known, when it was read. */
export function sourceDates(source: Source, strings: Strings, lang: string): string[] {
  const said: string[] = [];
  const say = (template: string, iso: string): void => {
    if (iso) said.push(fill(template, { date: spokenDate(iso, lang) }));
  };
  say(strings.published, source.published);
  say(strings.reviewed, source.reviewed);
  if (said.length === 0) say(strings.undated, source.accessed);
  return said;
}

export function spokenHours(hours: number, lang: string): string {
  return new Intl.NumberFormat(lang, { style: "unit", unit: "hour", unitDisplay: "long" }).format(hours);
}

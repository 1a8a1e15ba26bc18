/** Which addresses and numbers in a reply may be followed. */

const SAFE = new Set(["http:", "https:", "mailto:", "tel:"]);

/** The address if its scheme is harmless, else null: `javascript:`, `data:` and the like stay text. */
export function safeUrl(address: string): string | null {
  try {
    return SAFE.has(new URL(address).protocol) ? address : null;
  } catch {
    return null;
  }
}

export interface Phone {
  readonly shown: string;
  readonly href: string;
}

/*
 * Deliberately narrow: a false link under someone's thumb in an emergency is worse
 * than a number that must be typed. Short numbers are those that mean an emergency
 * or crisis line wherever they are used; longer ones need their usual separators.
 */
const PHONE =
  /\+\d{1,3}(?:[ -]\d{2,4}){2,4}|(?:1[ -])?(?:\(\d{3}\) ?|\d{3}-)\d{3}-\d{4}|116 ?\d{3}|911|112|999|988/g;
const SHORT = /^\d{3}$/;
const PART_OF_MORE_BEFORE = /(?:[\w+/:.,-]|\d )$/;
const PART_OF_MORE_AFTER = /^(?:[\w%/]|[.,: -]\d)/;

/** The text in order, its phone numbers taken out as links; `extra` is one more short number. */
export function splitPhones(text: string, extra = ""): (string | Phone)[] {
  const parts: (string | Phone)[] = [];
  const pattern = SHORT.test(extra) ? new RegExp(`${PHONE.source}|${extra}`, "g") : PHONE;
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const shown = match[0];
    const after = match.index + shown.length;
    if (PART_OF_MORE_BEFORE.test(text.slice(0, match.index))) continue;
    if (PART_OF_MORE_AFTER.test(text.slice(after))) continue;
    parts.push(text.slice(end, match.index), { shown, href: `tel:${shown.replace(/[^\d+]/g, "")}` });
    end = after;
  }
  parts.push(text.slice(end));
  return parts.filter((part) => part !== "");
}

/** The numbers to call in the first of these texts that names any, each once. */
export function firstPhones(texts: readonly string[], extra = ""): Phone[] {
  for (const text of texts) {
    const found = splitPhones(text, extra).filter((part): part is Phone => typeof part !== "string");
    if (found.length > 0) return [...new Map(found.map((phone) => [phone.href, phone])).values()];
  }
  return [];
}

import type { Strings } from "./strings.js";

/** Words given through `NetGuide.strings`: they hold for every element on the page. */
export const pageWide: { strings: Partial<Strings> } = { strings: {} };

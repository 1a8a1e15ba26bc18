import { svg, type TemplateResult } from "lit/html.js";

function icon(path: TemplateResult): TemplateResult {
  return svg`<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">${path}</svg>`;
}

/** A page with a citation mark: answers that can be looked up. */
export const MARK = icon(svg`<path d="M5 3h9l5 5v13H5z M14 3v5h5 M8.5 12h7 M8.5 16h4"/>`);
export const OPTIONS = icon(svg`<path d="M5 12h.01 M12 12h.01 M19 12h.01" class="dots"/>`);
export const CLOSE = icon(svg`<path d="M6 6l12 12 M18 6L6 18"/>`);
export const AWAY = icon(svg`<path d="M9 6h9v9 M18 6L7 17"/>`);
export const NEXT = icon(svg`<path d="M9 5l7 7-7 7"/>`);
export const PHONE = icon(
  svg`<path d="M6.5 3.5h3l1.5 4.5-2 1.5a11 11 0 0 0 5.5 5.5l1.5-2 4.5 1.5v3a2 2 0 0 1-2 2A16 16 0 0 1 4.5 5.5a2 2 0 0 1 2-2z"/>`,
);
export const ALERT = icon(svg`<path d="M12 3.5 22 20.5H2z M12 10v4.5 M12 17.5h.01"/>`);
export const GOOD = icon(
  svg`<path d="M7 11v9H4v-9z M7 11l4-7.5c1.5 0 2.5 1 2.5 2.5L13 9.5h5.5a2 2 0 0 1 2 2.3l-1 6.5a2 2 0 0 1-2 1.7H7"/>`,
);
export const BAD = icon(
  svg`<path d="M7 13V4H4v9z M7 13l4 7.5c1.5 0 2.5-1 2.5-2.5L13 14.5h5.5a2 2 0 0 0 2-2.3l-1-6.5a2 2 0 0 0-2-1.7H7"/>`,
);

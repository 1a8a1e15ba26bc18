import { html, nothing, type TemplateResult } from "lit/html.js";

import type { Suggestion } from "../protocol.js";
import { NEXT } from "./icons.js";
import type { View } from "./view.js";

/** Questions that one press asks. */
export function suggestions(
  id: string,
  heading: string,
  offered: readonly Suggestion[],
  view: View,
): TemplateResult | typeof nothing {
  if (offered.length === 0) return nothing;
  return html`<div class="suggestions" part="suggestions" role="group" aria-labelledby=${id}>
    <p id=${id}>${heading}</p>
    ${offered.map(
      (suggestion) => html`<button
        type="button"
        part="suggestion"
        lang=${view.contentLang}
        @click=${() => view.actions.suggest(suggestion)}
      ><span dir="auto">${suggestion.title}</span>${NEXT}</button>`,
    )}
  </div>`;
}

import { html, nothing, type TemplateResult } from "lit/html.js";

import { safeUrl } from "../links.js";
import { emergencyLine } from "../transcript.js";
import { withPhones } from "./line.js";
import type { View } from "./view.js";

/** Help by people, always in the same place: under the question box. */
export function help(view: View): TemplateResult {
  const { strings, about } = view;
  const url = about.humanHelp && safeUrl(about.humanHelp.url);
  const away = url && /^https?:/i.test(url);
  return html`<div class="help" part="help">
    <p>${withPhones(emergencyLine(strings, about.emergency), about.emergency)}</p>
    ${about.humanHelp
      ? html`<p>
          ${strings.person}
          ${url
            ? html`<a href=${url} target=${away ? "_blank" : nothing} rel="noopener noreferrer"
                >${about.humanHelp.label}${away ? html`<span class="sr"> (${strings.newTab})</span>` : nothing}</a
              >`
            : about.humanHelp.label}
        </p>`
      : nothing}
  </div>`;
}

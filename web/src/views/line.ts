import { html, type TemplateResult } from "lit";

import { splitPhones } from "../links.js";
import type { Line } from "../protocol.js";
import { fill } from "../strings.js";
import { showSource } from "./sources.js";
import type { View } from "./view.js";

/** Text whose phone numbers can be tapped. */
export function withPhones(text: string, emergency: string): (string | TemplateResult)[] {
  return splitPhones(text, emergency).map((part) =>
    typeof part === "string" ? part : html`<a class="phone" href=${part.href}>${part.shown}</a>`,
  );
}

/** A sentence, then the numbers of the sources it rests on. */
export function cited(line: Line, view: View, phones = false): TemplateResult {
  return html`${phones ? withPhones(line.text, view.about.emergency) : line.text}${line.citations.map(
    (n) =>
      html`<button
        type="button"
        class="cite"
        part="citation"
        aria-label=${fill(view.strings.source, { n })}
        @click=${showSource}
        data-cites=${n}
      >${n}</button>`,
  )}`;
}

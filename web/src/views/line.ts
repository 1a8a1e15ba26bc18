import { html, type TemplateResult } from "lit/html.js";

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

/** A sentence, then the numbers of the sources it rests on, which stay with its last word. */
export function cited(line: Line, view: View, phones = false): TemplateResult {
  const parts = phones ? withPhones(line.text, view.about.emergency) : [line.text];
  const last = parts.at(-1);
  const end = typeof last === "string" ? last.lastIndexOf(" ") + 1 : 0;
  if (typeof last !== "string" || end === 0) return html`${parts}${marks(line, view)}`;
  return html`${parts.slice(0, -1)}${last.slice(0, end)}<span class="end">${last.slice(end)}${marks(line, view)}</span>`;
}

function marks(line: Line, view: View): TemplateResult[] {
  return line.citations.map(
    (n) =>
      html`<button
        type="button"
        class="cite"
        part="citation"
        aria-label=${fill(view.strings.source, { n })}
        @click=${showSource}
        data-cites=${n}
      >${n}</button>`,
  );
}

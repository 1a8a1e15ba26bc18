import { html, nothing, type TemplateResult } from "lit/html.js";

import { firstPhones } from "../links.js";
import type { Answer, Kind } from "../protocol.js";
import { fill } from "../strings.js";
import { sections } from "../transcript.js";
import { ALERT, PHONE } from "./icons.js";
import { cited, withPhones } from "./line.js";
import { sources } from "./sources.js";
import type { View } from "./view.js";

/** Kinds whose own words may name a number to call. */
const MAY_NAME_NUMBERS = new Set<Kind>(["emergency", "crisis", "refusal", "error"]);

export function answerCard(answer: Answer, view: View): TemplateResult {
  const phones = MAY_NAME_NUMBERS.has(answer.kind);
  return html`<div class="answer ${answer.kind}" part="answer" lang=${view.contentLang}>
      ${preface(answer, view)}
      ${answer.lead.text
        ? html`<p class="lead" part="lead" dir="auto">${cited(answer.lead, view, phones)}</p>`
        : nothing}
      ${sections(answer).map(
        ({ topic, groups }) => html`
          ${topic ? html`<h4 dir="auto">${topic}</h4>` : nothing}
          ${groups.map(
            ({ title, statements }) => html`
              ${title
                ? topic
                  ? html`<h5 dir="auto">${title}</h5>`
                  : html`<h4 class="group" dir="auto">${title}</h4>`
                : nothing}
              <ul role="list">
                ${statements.map((statement) => html`<li dir="auto">${cited(statement, view)}</li>`)}
              </ul>
            `,
          )}
        `,
      )}
    </div>
    ${sources(answer, view)}
    ${answer.notice
      ? html`<p class="notice" part="notice" lang=${view.contentLang} dir="auto">
          ${phones ? withPhones(answer.notice, view.about.emergency) : answer.notice}
        </p>`
      : nothing}`;
}

/**
 * What must be read first. In an emergency the numbers to call stand before everything else: where the region
 * is unknown the text names those of several, and nobody should have to scroll to any. A crisis is told calmly.
 */
function preface(answer: Answer, view: View): TemplateResult | typeof nothing {
  const [first, ...rest] = answer.preface;
  if (!first) return nothing;
  const emergency = answer.kind === "emergency";
  const grave = emergency || answer.kind === "crisis";
  const texts = answer.preface.map((line) => line.text);
  const numbers = grave ? firstPhones(texts, view.about.emergency) : [];
  const calls =
    numbers.length > 0
      ? html`<div class="calls" lang=${view.lang}>
          ${numbers.map(
            ({ shown, href }) => html`<a class="call" href=${href}
              >${PHONE}<span>${fill(view.strings.call, { number: shown })}</span></a
            >`,
          )}
        </div>`
      : nothing;
  return html`<div class="preface ${grave ? "grave" : ""}" part=${grave ? "preface alert" : "preface"}>
    ${emergency ? calls : nothing}
    <p class="first" dir="auto">${emergency ? ALERT : nothing}<span>${cited(first, view, true)}</span></p>
    ${emergency ? nothing : calls} ${rest.map((line) => html`<p dir="auto">${cited(line, view, true)}</p>`)}
  </div>`;
}

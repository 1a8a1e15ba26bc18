import { html, nothing, type TemplateResult } from "lit/html.js";

import { spokenHours } from "../dates.js";
import { fill } from "../strings.js";
import { suggestions } from "./suggestions.js";
import type { View } from "./view.js";

/** What a person should know before the first message; it stays on top of the conversation. */
export function intro(view: View, remembers: boolean): TemplateResult {
  const { strings, about } = view;
  const kept =
    about.keptHours === null
      ? strings.introKeptUnknown
      : fill(strings.introKept, { time: spokenHours(about.keptHours, view.lang) });
  return html`<section class="intro" part="intro" aria-labelledby="intro">
    <h3 id="intro" tabindex="-1">${strings.introHeading}</h3>
    <p class="lead">${strings.introMachine}</p>
    <ul role="list">
      <li>${strings.introAdvice}</li>
      ${about.review ? html`<li lang=${view.contentLang}>${about.review}</li>` : nothing}
      <li>${strings.introPersonal}</li>
      <li>${[kept, remembers ? strings.introTab : "", strings.introDelete].filter(Boolean).join(" ")}</li>
    </ul>
    ${suggestions(
      "examples",
      strings.examples,
      about.examples.map((text) => ({ title: text, text })),
      view,
    )}
  </section>`;
}

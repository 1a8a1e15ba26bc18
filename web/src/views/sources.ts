import { html, nothing, type TemplateResult } from "lit/html.js";

import { sourceDates } from "../dates.js";
import { safeUrl } from "../links.js";
import type { Answer, Source } from "../protocol.js";
import { fill } from "../strings.js";
import { AWAY } from "./icons.js";
import type { View } from "./view.js";

/** The mark from which a source was opened, so that "back" leads there again. */
const cameFrom = new WeakMap<Element, HTMLElement>();

/** Opens the list at the source that the pressed mark cites, and moves the focus there. */
export function showSource(event: Event): void {
  const mark = event.currentTarget as HTMLElement;
  const list = mark.closest("article")?.querySelector("details");
  const item = list?.querySelector<HTMLElement>(`[data-source="${mark.dataset["cites"]}"]`);
  if (!list || !item) return;
  list.open = true;
  for (const other of list.querySelectorAll("[data-shown]")) other.removeAttribute("data-shown");
  // Not Lit's state: which source is looked at is gone with the next look, and nothing else asks for it.
  item.dataset["shown"] = "";
  cameFrom.set(item, mark);
  item.focus();
}

function goBack(event: Event): void {
  const item = (event.currentTarget as HTMLElement).closest("[data-source]");
  if (item) cameFrom.get(item)?.focus();
}

export function sources(answer: Answer, view: View): TemplateResult | typeof nothing {
  if (answer.sources.length === 0) return nothing;
  return html`<details class="sources" part="sources">
    <summary>${fill(view.strings.sources, { n: answer.sources.length })}</summary>
    <ol role="list">
      ${answer.sources.map((source) => item(source, view))}
    </ol>
  </details>`;
}

function item(source: Source, view: View): TemplateResult {
  const { strings, lang, contentLang } = view;
  const url = /^https?:/i.test(source.url) ? safeUrl(source.url) : null;
  const told = [source.publisher, source.section].filter(Boolean).join(", ");
  return html`<li tabindex="-1" data-source=${source.n}>
    <span class="number" aria-hidden="true">${source.n}</span>
    <div>
      <span class="sr">${fill(strings.source, { n: source.n })}: </span>
      ${url
        ? html`<a href=${url} target="_blank" rel="noopener noreferrer" lang=${contentLang} dir="auto"
            >${source.title}${AWAY}<span class="sr" lang=${lang}> (${strings.newTab})</span></a
          >`
        : html`<span lang=${contentLang} dir="auto">${source.title}</span>`}
      <p><bdi lang=${contentLang}>${told}</bdi></p>
      <p>${sourceDates(source, strings, lang).join(" · ")}</p>
      <button type="button" class="quiet back" @click=${goBack}>${strings.back}</button>
    </div>
  </li>`;
}

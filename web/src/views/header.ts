import { html, nothing, type TemplateResult } from "lit/html.js";

import type { Strings } from "../strings.js";
import { CLOSE, MARK, OPTIONS } from "./icons.js";

export interface HeaderActions {
  options(): void;
  /** Missing where the panel is part of the page and cannot be closed. */
  close?: () => void;
}

export function header(strings: Strings, title: string, optionsOpen: boolean, actions: HeaderActions): TemplateResult {
  return html`<header part="header">
    <div>
      ${MARK}
      <h2 id="title" tabindex="-1" part="title">${title}</h2>
      <button
        type="button"
        id="options-button"
        class="quiet icon"
        aria-label=${strings.options}
        title=${strings.options}
        aria-expanded=${optionsOpen}
        aria-controls="options"
        @click=${actions.options}
      >${OPTIONS}</button>
      ${actions.close
        ? html`<button
            type="button"
            class="quiet icon close"
            aria-label=${strings.close}
            title=${strings.close}
            @click=${actions.close}
          >${CLOSE}</button>`
        : nothing}
    </div>
    <p>${strings.subtitle}</p>
  </header>`;
}

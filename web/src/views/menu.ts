import { html, nothing, type TemplateResult } from "lit/html.js";

import type { Strings } from "../strings.js";

export type MenuState = "closed" | "open" | "asking";

export interface MenuActions {
  copy(): void;
  print(): void;
  save(): void;
  askToRemove(): void;
  remove(): void;
  keep(): void;
}

/** What can be done with the whole conversation: plain buttons behind a disclosure, no ARIA menu to learn. */
export function menu(state: MenuState, strings: Strings, actions: MenuActions): TemplateResult {
  const button = (label: string, act: () => void, kind = ""): TemplateResult =>
    html`<button type="button" class=${kind} @click=${act}>${label}</button>`;
  const all = html`
    ${button(strings.copy, actions.copy)} ${button(strings.print, actions.print)}
    ${button(strings.save, actions.save)} ${button(strings.remove, actions.askToRemove, "grave")}
  `;
  const asking = html`
    <p id="removing">${strings.removeQuestion}</p>
    ${button(strings.removeYes, actions.remove, "grave")} ${button(strings.removeNo, actions.keep)}
  `;
  return html`<div
    id="options"
    class="menu"
    part="menu"
    role="group"
    aria-labelledby=${state === "asking" ? "removing" : "options-button"}
    ?hidden=${state === "closed"}
  >${state === "open" ? all : state === "asking" ? asking : nothing}</div>`;
}

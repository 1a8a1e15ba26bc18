import { html, type TemplateResult } from "lit/html.js";

import type { Strings } from "../strings.js";

export interface ComposerActions {
  send(): void;
  typed(): void;
}

export function composer(strings: Strings, waiting: boolean, actions: ComposerActions): TemplateResult {
  const key = (event: KeyboardEvent): void => {
    // Enter also ends the composing of a character; that one is not meant for us.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    actions.send();
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    actions.send();
  };
  return html`<form class="composer" part="composer" @submit=${submit}>
    <label class="sr" for="input">${strings.input}</label>
    <textarea
      id="input"
      part="input"
      rows="1"
      dir="auto"
      autocomplete="off"
      enterkeyhint="send"
      placeholder=${strings.placeholder}
      @keydown=${key}
      @input=${actions.typed}
    ></textarea>
    <button type="submit" class="send" part="send" aria-disabled=${waiting}>${strings.send}</button>
  </form>`;
}

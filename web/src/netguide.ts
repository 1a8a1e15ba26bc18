/** The script's entry: defines the element, puts one on the page, and offers `NetGuide` to it. */

import { NetGuideElement } from "./element.js";
import { pageWide } from "./overrides.js";
import type { Strings } from "./strings.js";

const TAG = "net-guide";

/** What a script tag may say of the element that it brings, as `data-…`. */
const OPTIONS = ["server", "heading", "lang", "dir", "content-lang", "layout", "position", "theme", "storage", "open"];

interface NetGuide {
  strings: Partial<Strings>;
  open(): void;
  close(): void;
  ask(text: string): boolean;
  clear(): Promise<boolean>;
}

declare global {
  interface Window {
    NetGuide?: NetGuide | { readonly strings?: Partial<Strings> };
  }
  interface HTMLElementTagNameMap {
    "net-guide": NetGuideElement;
  }
}

const all = (): NodeListOf<NetGuideElement> => document.querySelectorAll(TAG);

const api: NetGuide = {
  get strings() {
    return pageWide.strings;
  },
  set strings(strings) {
    pageWide.strings = strings;
    for (const element of all()) element.requestUpdate();
  },
  open: () => all()[0]?.open(),
  close: () => all()[0]?.close(),
  ask: (text) => all()[0]?.ask(text) ?? false,
  clear: async () => (await all()[0]?.clear()) ?? false,
};

function place(script: HTMLScriptElement): void {
  // A page that has put the element where it wants it needs no second one.
  if (all().length > 0) return;
  const element = document.createElement(TAG);
  element.setAttribute("server", new URL(script.src).origin);
  for (const option of OPTIONS) {
    const value = script.getAttribute(`data-${option}`);
    if (value !== null) element.setAttribute(option, value);
  }
  document.body.append(element);
}

if (!customElements.get(TAG)) {
  // Words may be set before the script has come: `NetGuide = { strings: … }`.
  pageWide.strings = window.NetGuide?.strings ?? {};
  window.NetGuide = api;
  customElements.define(TAG, NetGuideElement);
  const script = document.currentScript;
  if (script instanceof HTMLScriptElement && script.src) {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => place(script));
    else place(script);
  }
}

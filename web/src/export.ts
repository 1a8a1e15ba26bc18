/** Takes the conversation out of the widget: to the clipboard, a file or the printer. */

import printStyles from "./styles/print.css";
import { plainText, type Block } from "./transcript.js";

export async function copyText(written: readonly Block[]): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(plainText(written));
    return true;
  } catch {
    return false;
  }
}

export function saveText(written: readonly Block[], name: string): void {
  const address = URL.createObjectURL(new Blob([plainText(written)], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // Not at once: some browsers still read the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const ELEMENT: Readonly<Record<Block["level"], string>> = {
  title: "h1",
  question: "h2",
  topic: "h3",
  group: "h4",
  paragraph: "p",
  item: "li",
};

/**
 * Prints in a frame of its own, so that the page around the widget stays off the paper.
 * The frame is an empty document filled through the DOM: nothing is fetched or parsed.
 */
export function printText(written: readonly Block[], home: ParentNode, lang: string, dir: string): void {
  home.querySelector("iframe")?.remove();
  const frame = document.createElement("iframe");
  frame.tabIndex = -1;
  frame.setAttribute("aria-hidden", "true");
  home.append(frame);
  const view = frame.contentWindow as (Window & typeof globalThis) | null;
  if (!view) return;
  const paper = view.document;
  paper.documentElement.lang = lang;
  paper.documentElement.dir = dir;
  paper.title = written[0]?.text ?? "";
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(printStyles);
  paper.adoptedStyleSheets = [sheet];
  for (const { level, text } of written) {
    const element = paper.createElement(ELEMENT[level]);
    element.textContent = text;
    element.dir = "auto";
    paper.body.append(element);
  }
  view.addEventListener("afterprint", () => frame.remove());
  view.focus();
  view.print();
}

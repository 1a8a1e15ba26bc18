/*
 * Long enough for a screen reader to take it up (some miss text that lives under a
 * tenth of a second), short enough not to be met again when reading on.
 */
const SHOWN_MS = 1_000;

/** Says each text once through the one live region; the visible conversation itself is not live. */
export function announce(region: Element | null, text: string): void {
  if (!region || !text) return;
  const said = document.createElement("p");
  said.textContent = text;
  region.append(said);
  setTimeout(() => said.remove(), SHOWN_MS);
}

import { html, nothing, type TemplateResult } from "lit/html.js";

import type { Turn } from "../conversation.js";
import type { Reason } from "../transport.js";
import { BAD, GOOD } from "./icons.js";
import type { View } from "./view.js";

const REASONS = ["wrong", "unclear", "incomplete", "other"] as const satisfies readonly Reason[];

/**
 * Thumbs, and after a thumb down a reason for who wants to give one. Every button stays
 * where it is after it was pressed, so that the focus is never lost with it.
 */
export function rating(turn: Turn, view: View): TemplateResult | typeof nothing {
  const { strings, actions } = view;
  const kind = turn.answer?.kind;
  if (!turn.answer?.id || (kind !== "answer" && kind !== "not_covered")) return nothing;
  const given = turn.rating;
  const thumb = (helpful: boolean): TemplateResult => html`<button
    type="button"
    class="choice"
    aria-pressed=${given?.helpful === helpful}
    @click=${() => actions.rate(turn, helpful, "")}
  >${helpful ? GOOD : BAD}${helpful ? strings.yes : strings.no}</button>`;
  return html`<div class="rating" part="rating">
    <div role="group" aria-labelledby="helpful-${turn.id}">
      <span id="helpful-${turn.id}">${strings.helpful}</span>${thumb(true)}${thumb(false)}
    </div>
    ${given && !given.helpful
      ? html`<div role="group" aria-labelledby="reason-${turn.id}">
          <span id="reason-${turn.id}">${strings.reason}</span>
          ${REASONS.map(
            (reason) => html`<button
              type="button"
              class="choice"
              aria-pressed=${given.reason === reason}
              @click=${() => actions.rate(turn, false, reason)}
            >${strings[reason]}</button>`,
          )}
        </div>`
      : nothing}
    ${given && given.state !== "sending"
      ? html`<p>${given.state === "sent" ? strings.thanks : strings.ratingFailed}</p>`
      : nothing}
  </div>`;
}

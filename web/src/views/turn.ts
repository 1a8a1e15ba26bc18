import { html, nothing, type TemplateResult } from "lit/html.js";

import type { Turn } from "../conversation.js";
import { failureLines } from "../transcript.js";
import { answerCard } from "./answer.js";
import { withPhones } from "./line.js";
import { rating } from "./rating.js";
import { suggestions } from "./suggestions.js";
import type { View } from "./view.js";

/** A question and what became of it. The question is a heading: a way through a long conversation. */
export function turnView(turn: Turn, last: boolean, slow: boolean, view: View): TemplateResult {
  const { strings, actions, about } = view;
  return html`<article aria-labelledby="question-${turn.id}" part="turn" ?data-last=${last}>
    <h3 id="question-${turn.id}" tabindex="-1" class="question" part="question">
      <span class="kicker">${strings.youAsked}<span class="sr">: </span></span>
      <span class="asked"><bdi>${turn.question}</bdi></span>
    </h3>
    ${turn.waiting ? html`<p class="looking">${slow ? strings.stillLooking : strings.looking}</p>` : nothing}
    ${turn.answer ? answerCard(turn.answer, view) : nothing}
    ${turn.failure
      ? html`<div class="answer error" part="answer">
          ${failureLines(turn, strings, about.emergency).map(
            (line) => html`<p>${withPhones(line, about.emergency)}</p>`,
          )}
        </div>`
      : nothing}
    ${turn.mayRetry
      ? html`<button type="button" class="choice solid" @click=${() => actions.retry(turn)}>${strings.retry}</button>`
      : nothing}
    ${turn.mustChange
      ? html`<button type="button" class="choice solid" @click=${() => actions.edit(turn)}>${strings.edit}</button>`
      : nothing}
    ${turn.answer
      ? suggestions(`next-${turn.id}`, strings.suggestions, turn.answer.suggestions, view)
      : nothing}
    ${rating(turn, view)}
  </article>`;
}

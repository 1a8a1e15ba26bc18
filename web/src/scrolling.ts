/** Moves within the conversation's own scroll box; the page around it never scrolls. */

/** At once rather than by gliding: an answer may be there before a glide has ended. */
export function scrollToTurn(box: HTMLElement, turn: HTMLElement): void {
  // Past the line above the question, which would double the box's own edge.
  box.scrollTop = turn.offsetTop + 2;
}

/** Whether the turn's beginning, where reading starts, can be seen. */
export function startsInSight(box: HTMLElement, turn: HTMLElement): boolean {
  const start = turn.offsetTop - box.scrollTop;
  return start > -turn.offsetHeight / 2 && start < box.clientHeight * 0.8;
}

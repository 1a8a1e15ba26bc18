/** Moves within the conversation's own scroll box; the page around it never scrolls. */

const REDUCED = matchMedia("(prefers-reduced-motion: reduce)");

export function scrollToTurn(box: HTMLElement, turn: HTMLElement, smooth: boolean): void {
  box.scrollTo({ top: turn.offsetTop + turn.clientTop, behavior: smooth && !REDUCED.matches ? "smooth" : "instant" });
}

/** Whether the turn's beginning, where reading starts, can be seen. */
export function startsInSight(box: HTMLElement, turn: HTMLElement): boolean {
  const start = turn.offsetTop - box.scrollTop;
  return start > -turn.offsetHeight / 2 && start < box.clientHeight * 0.8;
}

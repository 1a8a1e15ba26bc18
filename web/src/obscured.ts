/**
 * Whether the page's focused element lies wholly under one of ours. Only where they
 * overlap in full: a part that still shows is enough to know where the focus is.
 */
export function coversFocus(cover: Element | null, own: Element): boolean {
  const focused = document.activeElement;
  if (!cover || !focused || focused === document.body || focused === own || own.contains(focused)) return false;
  const above = cover.getBoundingClientRect();
  const below = focused.getBoundingClientRect();
  return (
    below.width > 0 &&
    above.width > 0 &&
    below.left >= above.left &&
    below.right <= above.right &&
    below.top >= above.top &&
    below.bottom <= above.bottom
  );
}

/**
 * What is typed right after the palette was asked for is meant for it, also before its search box has the focus: the box takes it, or `keep` gets the letter
 * where there is no box yet. Keys with modifiers and keys that type nothing are left alone.
 */
export function takeFirstKey(event: KeyboardEvent, box: HTMLElement | null, keep: (letter: string) => void): void {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || [...event.key].length !== 1) return;
  if (box) {
    if (document.activeElement !== box) box.focus();
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  keep(event.key);
}

import type { FormSection } from '../../../core/catalog/form.ts';

const NAME = 'help-found';

/** Every place of a page where the words stand, whatever their capitals, in the order of the text. Its title is not shown and so not searched. */
export function findWords(page: HTMLElement, words: string): Range[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return [];
  const found: Range[] = [];
  const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.parentElement?.closest('h1') ? '' : (node.nodeValue?.toLowerCase() ?? '');
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      found.push(range);
    }
  }
  return found;
}

/** Marks what was found and brings one of the places into sight; returns how to take the marks away. */
export function showFound(found: readonly Range[], at: number): () => void {
  found[at]?.startContainer.parentElement?.scrollIntoView({ block: 'nearest' });
  if (typeof CSS === 'undefined' || !('highlights' in CSS)) return () => undefined;
  const one = found[at];
  CSS.highlights.set(NAME, new Highlight(...found));
  if (one) CSS.highlights.set(`${NAME}-now`, new Highlight(one));
  return () => {
    CSS.highlights.delete(NAME);
    CSS.highlights.delete(`${NAME}-now`);
  };
}

/** The part of a help page that explains a setting: the list entry or row that begins with its label, else the first that names it. */
export function placeOf(page: HTMLElement, label: string): HTMLElement | null {
  const wanted = label.trim().toLowerCase();
  const parts = [...page.querySelectorAll<HTMLElement>('li, tr, h2, h3, p')];
  const textOf = (part: HTMLElement) => part.textContent?.trim().toLowerCase() ?? '';
  const names = (part: HTMLElement) => [...part.querySelectorAll('strong, b, em')].some((word) => word.textContent?.trim().toLowerCase() === wanted);
  return parts.find((part) => textOf(part).startsWith(wanted)) ?? parts.find(names) ?? parts.find((part) => textOf(part).includes(wanted)) ?? null;
}

/** The label under which a help page explains a setting, also one within a list (`cases.0.name`); empty where there is none. */
export function labelOf(form: readonly FormSection[], path: string): string {
  const fields = form.flatMap((section) => section.fields);
  const own = fields.find(({ field }) => field === path);
  if (own) return own.label;
  const outer = fields.find(({ field }) => path.startsWith(`${field}.`));
  const part = path.slice((outer?.field.length ?? 0) + 1).replace(/^\d+\./, '');
  return outer?.rows?.parts.find(({ field }) => field === part)?.label ?? outer?.label ?? '';
}

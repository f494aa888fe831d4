/** A part of a template: text as it stands, or the name of what is put in its place. */
export type TemplatePart = { readonly text: string } | { readonly name: string };

const PLACE = /\{([^{}\n]+)\}/g;

/** The name within braces; null where the braces are none of ours: those of a style sheet, or with nothing in them. */
function nameIn(inside: string): string | null {
  const name = inside.trim();
  return name === '' || (/[:;]/.test(name) && !name.startsWith('date:')) ? null : name;
}

/** Takes a text with places such as `{Last name}` apart; blanks beside a name do not count. */
export function templateParts(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (const match of template.matchAll(PLACE)) {
    const name = nameIn(match[1] ?? '');
    if (name === null) continue;
    if (match.index > from) parts.push({ text: template.slice(from, match.index) });
    parts.push({ name });
    from = match.index + match[0].length;
  }
  if (from < template.length) parts.push({ text: template.slice(from) });
  return parts;
}

/** The names a template asks for, each once, in their order. */
export function templateNames(template: string): string[] {
  return [...new Set(templateParts(template).flatMap((part) => ('name' in part ? [part.name] : [])))];
}

/** The same text with another name wherever `from` is asked for. */
export function renameInTemplate(template: string, from: string, to: string): string {
  return template.replace(PLACE, (whole, name: string) => (nameIn(name) === from ? `{${to}}` : whole));
}

/**
 * Puts values in the places of a template. What is put in is only text: a place in it is not filled in again. `value` gives null for a name that is not
 * known; such a place stays as it is written.
 */
export function fillPlaces(parts: readonly TemplatePart[], value: (name: string) => string | null): string {
  return parts.map((part) => ('text' in part ? part.text : (value(part.name) ?? `{${part.name}}`))).join('');
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand in HTML, between tags and within quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

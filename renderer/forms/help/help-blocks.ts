/** A part of a help page: text in Markdown, or a table whose cells are. */
export type HelpBlock = { kind: 'text'; text: string } | { kind: 'table'; head: string[]; rows: string[][] };

const RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

/** Cuts a page into tables and the text between them. Lines within a code block are text, whatever they look like. */
export function helpBlocks(page: string): HelpBlock[] {
  const blocks: HelpBlock[] = [];
  const lines = page.split(/\r?\n/);
  let text: string[] = [];
  let fenced = false;
  const flush = () => {
    if (text.join('').trim() !== '') blocks.push({ kind: 'text', text: text.join('\n') });
    text = [];
  };
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.startsWith('```')) fenced = !fenced;
    if (fenced || !line.startsWith('|') || !RULE.test(lines[at + 1] ?? '')) {
      text.push(line);
      continue;
    }
    flush();
    const rows: string[][] = [];
    let end = at + 2;
    while (lines[end]?.startsWith('|')) rows.push(cells(lines[end++] ?? ''));
    blocks.push({ kind: 'table', head: cells(line), rows });
    at = end - 1;
  }
  flush();
  return blocks;
}

function cells(line: string): string[] {
  return line
    .replace(/^\s*\|/, '')
    .replace(/\|\s*$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}

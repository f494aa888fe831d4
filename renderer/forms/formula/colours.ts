export type Colour = 'text' | 'field' | 'number' | 'function' | 'constant' | 'operator' | 'plain';

export interface ColouredPart {
  start: number;
  text: string;
  colour: Colour;
}

const PARTS = /("(?:[^"]|"")*"?)|(\[(?:\\[\s\S]|\[\d+\]|[^[\]\\])*\]?)|(\d+(?:\.\d*)?|\.\d+)|([A-Za-z_\u00C0-\uFFFF][\w.\u00C0-\uFFFF]*)|([-<>=&+*/^%(),;{}])/g;

/** Cuts a formula into parts with a colour each; together they are the whole text, also when it is only half written. */
export function colourFormula(formula: string): ColouredPart[] {
  const parts: ColouredPart[] = [];
  let end = 0;
  for (const match of formula.matchAll(PARTS)) {
    if (match.index > end) parts.push({ start: end, text: formula.slice(end, match.index), colour: 'plain' });
    parts.push({ start: match.index, text: match[0], colour: colourOf(match, formula) });
    end = match.index + match[0].length;
  }
  if (end < formula.length) parts.push({ start: end, text: formula.slice(end), colour: 'plain' });
  return parts;
}

function colourOf([whole, text, field, number, name]: RegExpMatchArray, formula: string): Colour {
  if (text !== undefined) return 'text';
  if (field !== undefined) return 'field';
  if (number !== undefined) return 'number';
  if (name === undefined) return 'operator';
  if (/^(true|false|empty|null)$/i.test(whole)) return 'constant';
  return formula.includes(`${whole}(`) ? 'function' : 'plain';
}

/** The parts again, cut where problems begin and end, so that what is wrong can be underlined. */
export function markProblems(parts: readonly ColouredPart[], problems: readonly { start: number; end: number }[]): (ColouredPart & { wrong: boolean })[] {
  const cuts = new Set(problems.flatMap(({ start, end }) => [start, Math.max(end, start + 1)]));
  const isWrong = (at: number) => problems.some(({ start, end }) => at >= start && at < Math.max(end, start + 1));
  return parts.flatMap((part) => {
    const inside = [...cuts].filter((cut) => cut > part.start && cut < part.start + part.text.length).sort((a, b) => a - b);
    const edges = [part.start, ...inside, part.start + part.text.length];
    return edges.slice(0, -1).map((start, i) => ({
      start,
      text: part.text.slice(start - part.start, (edges[i + 1] ?? 0) - part.start),
      colour: part.colour,
      wrong: isWrong(start),
    }));
  });
}

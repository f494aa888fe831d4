/** A finished English sentence, taken apart: the text with holes that it was made of, and what stands in them. */
export interface Recognised {
  text: string;
  values: Readonly<Record<string, string>>;
  /** Names of holes with nothing between them: where the first ends and the second begins is not to be seen. */
  beside: readonly (readonly [string, string])[];
}

interface Shape {
  text: string;
  /** The longest run of words between two holes or quotes: a sentence without it cannot be of this shape, which is quickly seen. */
  words: string;
  pattern: RegExp;
  names: readonly string[];
  beside: readonly (readonly [string, string])[];
  /** It is no sentence but a part of one, such as "by {{field}}", and never stands for a whole one. */
  part: boolean;
}

/** A hole of a text: `{{name}}`; `{{#read}}` is a count, `{{>reason}}` something that is said in English itself. */
export const HOLE = /\{\{([#>]?)(\w+)\}\}/g;

const SENTENCE_END = /[.!?]["”)]?$/;
const SEVERAL = /[.:!?] /;
const SENTENCE_START = /^["“(]?\p{Lu}|: \{\{/u;

/**
 * Finds the values in finished sentences of core. Core knows no languages: it says English, and so the history keeps it. The texts with holes are those of its
 * sources, so what a sentence was made of can be found again. Where several fit, the one with the most words of its own is meant, and of two alike the one that counts.
 * What stood in a hole (`inHole`) is known to be no sentence, whatever signs the user's own words in it have. Histories hold sentences with curly quotes, too:
 * in the words of a text they count as the straight ones.
 */
export function createRecogniser(texts: readonly string[]): (sentence: string, inHole?: boolean) => Recognised | null {
  const shapes = texts
    .filter((text) => text.includes('{{'))
    .map(shapeOf)
    .sort((a, b) => ownLength(b.text) - ownLength(a.text) || Number(b.text.includes('{{#')) - Number(a.text.includes('{{#')));
  return (sentence, inHole = false) => {
    const whole = SENTENCE_END.test(sentence);
    const several = !inHole && SEVERAL.test(sentence);
    for (const { text, words, pattern, names, beside, part } of shapes) {
      if ((part && (whole || (several && !SEVERAL.test(text)))) || !sentence.includes(words)) continue;
      const found = pattern.exec(sentence);
      if (found) return { text, beside, values: Object.fromEntries(names.map((name, at) => [name, found[at + 1] ?? ''])) };
    }
    return null;
  };
}

function shapeOf(text: string): Shape {
  const pieces = text.split(/\{\{[#>]?\w+\}\}/);
  const holes = [...text.matchAll(HOLE)];
  const pattern = pieces
    .map(
      (piece, at) =>
        piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll('"', '["“”]') + (holes[at] ? (holes[at][1] === '#' ? '(-?[\\d,.]+)' : '([^]*?)') : ''),
    )
    .join('');
  const words = pieces.flatMap((piece) => piece.split('"')).reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '');
  const names = holes.map((hole) => hole[2] as string);
  return {
    text,
    words,
    pattern: new RegExp(`^${pattern}$`),
    names,
    beside: names.flatMap((name, at) => (pieces[at + 1] === '' && names[at + 1] !== undefined ? [[name, names[at + 1] as string] as const] : [])),
    part: !SENTENCE_END.test(text) && !SENTENCE_START.test(text),
  };
}

function ownLength(text: string): number {
  return text.replace(HOLE, '').length;
}

import { createRecogniser, HOLE } from './recognise.ts';

/** What goes into the holes of a text, `{{name}}` (see recognise.ts for those of core). Numbers are shown as the language writes them. */
export type Holes = Readonly<Record<string, string | number>>;

/** The words of one language. */
export interface Words {
  /** BCP 47: how its numbers are written. */
  readonly locale: string;
  /** The words for an English text, holes and all; undefined where there are none. */
  of(text: string): string | undefined;
  /** The English texts of core that have words. */
  readonly ofCore: readonly string[];
}

/** Says in one language what was written in English. */
export interface Telling {
  /** A text, or a finished sentence of core, which is taken apart by the text with holes it was made of and said anew; several in one are said one after another. What has no words stays as it is. */
  told(written: string): string;
  /** A text in that language with its holes filled. */
  filled(form: string, holes: Holes): string;
}

/** Where one sentence ends and another begins. */
const SEVERAL = /[.!?…]\s+(?=[\p{Lu}“"])/u;

/** Sentences that were said lately; a list of rejected records says the same ones again and again. */
const MOST_RETOLD = 2_000;

/** A way to say English sentences in the language of `words`. */
export function createTelling({ locale, of, ofCore }: Words): Telling {
  const recognise = createRecogniser(ofCore);
  const saidByCore: ReadonlySet<string> = new Set(ofCore);
  const retold = new Map<string, string>();
  const formOf = (text: string) => of(text) ?? text;
  const wholeTold = (written: string) => of(written) ?? of(written.replace(/[“”]/g, '"'));

  function told(written: string): string {
    if (written === '') return written;
    const whole = wholeTold(written);
    if (whole !== undefined) return whole;
    const known = retold.get(written);
    if (known !== undefined) return known;
    const words = togetherTold(written) ?? sentencesTold(written) ?? listTold(written) ?? sentenceTold(written) ?? labelledTold(written) ?? written;
    if (retold.size >= MOST_RETOLD) retold.clear();
    retold.set(written, words);
    return words;
  }

  function sentenceTold(written: string, inHole = false): string | null {
    const found = recognise(written, inHole);
    if (!found) return null;
    const values = { ...found.values };
    for (const [first, second] of found.beside) {
      const both = `${values[first]}${values[second]}`;
      if (saidByCore.has(both)) {
        Object.assign(values, { [first]: both, [second]: '' });
        continue;
      }
      const at = [...both.matchAll(/(?<=\S)(?=[\s,])/g)].map(({ index }) => index).find((index) => isSaid(both.slice(0, index)) && isSaid(both.slice(index)));
      if (at !== undefined) Object.assign(values, { [first]: both.slice(0, at), [second]: both.slice(at) });
    }
    return filled(formOf(found.text), values);
  }

  function isSaid(part: string): boolean {
    return saidByCore.has(part.trim()) || recognise(part.trim()) !== null;
  }

  /** Sentences that core always says together, since one of them alone may look like another text. */
  function togetherTold(written: string): string | null {
    return SEVERAL.test(written) && SEVERAL.test(recognise(written)?.text ?? '') ? sentenceTold(written) : null;
  }

  function sentencesTold(written: string): string | null {
    const sentences = written.split(/(?<=[.!?…])\s+(?=[\p{Lu}“"])/u);
    if (sentences.length < 2) return null;
    const said = sentences.map((sentence) => wholeTold(sentence) ?? sentenceTold(sentence) ?? labelledTold(sentence));
    return said.every((sentence) => sentence !== null) ? said.join(' ') : null;
  }

  /** What is said of something of the user's that is named in front of it, `HireDate: "n/a" is not a date.` */
  function labelledTold(written: string): string | null {
    const [, label, rest] = /^([^:.“”]{1,80}): (.+)$/s.exec(written) ?? [];
    const said = rest === undefined ? null : (wholeTold(rest) ?? sentenceTold(rest));
    return said === null ? null : `${label}: ${said}`;
  }

  /** Things that core puts beside each other, "added Filter and renamed to B", one by one. */
  function listTold(written: string): string | null {
    const parts = written.split(/(, | and )/);
    if (parts.length < 3) return null;
    const said = parts.map((part, at) => (at % 2 === 1 ? (part === ', ' ? part : ` ${formOf('and')} `) : partTold(part)));
    return said.every((part) => part !== null) ? said.join('') : null;
  }

  function partTold(part: string): string | null {
    return saidByCore.has(part) ? formOf(part) : sentenceTold(part);
  }

  /** What stands in a hole may be said by core itself. Only its own words are told, since others, such as the name of a field, are the user's. */
  function retoldPart(value: string): string {
    const said = value.trim();
    const words = saidByCore.has(said) ? partTold(said) : (listTold(said) ?? sentencesTold(said) ?? sentenceTold(said, true));
    return words === null ? value : value.replace(said, () => words);
  }

  function filled(form: string, holes: Holes): string {
    return form.replace(HOLE, (hole, kind: string, name: string) => {
      const value = holes[name];
      if (value === undefined) return hole;
      if (typeof value === 'number') return shownNumber(value);
      if (kind === '#') return shownNumber(Number(value.replaceAll(',', '')));
      return kind === '>' ? retoldPart(value) : value;
    });
  }

  function shownNumber(value: number): string {
    return new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }).format(value);
  }

  return { told, filled };
}

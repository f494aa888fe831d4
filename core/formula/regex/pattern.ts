/** Whether a character (a Unicode code point) is of a kind. */
export type CharacterTest = (code: number) => boolean;

/** A pattern as a tree. `repeat` has `max` Infinity for * and +. */
export type Pattern =
  | { readonly kind: 'character'; readonly test: CharacterTest }
  | { readonly kind: 'edge'; readonly edge: 'start' | 'end' | 'word' | 'no-word' }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'group'; readonly index: number; readonly inner: Pattern }
  | { readonly kind: 'repeat'; readonly inner: Pattern; readonly min: number; readonly max: number; readonly greedy: boolean };

/** A pattern that was understood, or why not. */
export type ParsedPattern = { readonly ok: true; readonly pattern: Pattern; readonly groups: number } | { readonly ok: false; readonly message: string };

/** Limits of one pattern. */
const MAX_PATTERN_LENGTH = 1000;
const MAX_REPEAT = 1000;
const MAX_GROUPS = 50;
const MAX_GROUP_DEPTH = 30;

class PatternError extends Error {}

/**
 * Parses a regular expression: the usual syntax of JavaScript with classes, groups, choices, greedy and lazy repeats, ^ $ \b. What cannot be matched in
 * time proportional to the text (backreferences, looking ahead or behind) is refused.
 */
export function parsePattern(source: string, ignoreCase: boolean): ParsedPattern {
  if (source.length > MAX_PATTERN_LENGTH) return { ok: false, message: `The pattern has more than ${MAX_PATTERN_LENGTH} characters.` };
  try {
    const reader = new PatternReader(source, ignoreCase);
    const pattern = reader.choice(0);
    if (!reader.done) return { ok: false, message: 'The pattern has a ")" without "(".' };
    return { ok: true, pattern, groups: reader.groups };
  } catch (error) {
    if (error instanceof PatternError) return { ok: false, message: error.message };
    throw error;
  }
}

const between =
  (low: number, high: number): CharacterTest =>
  (code) =>
    code >= low && code <= high;
const isDigit = between(48, 57);
const isWord: CharacterTest = (code) => isDigit(code) || between(65, 90)(code) || between(97, 122)(code) || code === 95;
const isSpace: CharacterTest = (code) => /\s/.test(String.fromCodePoint(code));
const not =
  (test: CharacterTest): CharacterTest =>
  (code) =>
    !test(code);
const isLineEnd: CharacterTest = (code) => code === 10 || code === 13 || code === 0x2028 || code === 0x2029;

const CLASSES: ReadonlyMap<string, CharacterTest> = new Map([
  ['d', isDigit],
  ['D', not(isDigit)],
  ['w', isWord],
  ['W', not(isWord)],
  ['s', isSpace],
  ['S', not(isSpace)],
]);
const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['f', 12],
  ['v', 11],
  ['0', 0],
]);

/** Whether a code point belongs to a word, for \b. */
export const isWordCharacter = isWord;

class PatternReader {
  groups = 0;
  private at = 0;
  private readonly characters: readonly string[];
  private readonly ignoreCase: boolean;

  constructor(source: string, ignoreCase: boolean) {
    this.characters = Array.from(source);
    this.ignoreCase = ignoreCase;
  }

  get done(): boolean {
    return this.at >= this.characters.length;
  }

  choice(depth: number): Pattern {
    if (depth > MAX_GROUP_DEPTH) throw new PatternError('The pattern has too many groups inside one another.');
    const parts = [this.sequence(depth)];
    while (this.take('|')) parts.push(this.sequence(depth));
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'choice', parts };
  }

  private peek(): string {
    return this.characters[this.at] ?? '';
  }

  private take(character: string): boolean {
    if (this.peek() !== character) return false;
    this.at++;
    return true;
  }

  private sequence(depth: number): Pattern {
    const parts: Pattern[] = [];
    while (!this.done && this.peek() !== '|' && this.peek() !== ')') parts.push(this.repeated(this.atom(depth)));
    return { kind: 'sequence', parts };
  }

  private atom(depth: number): Pattern {
    const character = this.characters[this.at++] ?? '';
    if (character === '(') return this.group(depth);
    if (character === '[') return this.set();
    if (character === '.') return { kind: 'character', test: not(isLineEnd) };
    if (character === '^') return { kind: 'edge', edge: 'start' };
    if (character === '$') return { kind: 'edge', edge: 'end' };
    if (character === '\\') return this.escape();
    if ('*+?{}]'.includes(character))
      throw new PatternError(`"${character}" stands in the pattern where it cannot; write \\${character} for the character itself.`);
    return this.one(character.codePointAt(0) ?? 0);
  }

  private one(code: number): Pattern {
    return { kind: 'character', test: this.folded((other) => other === code) };
  }

  /** Ignoring capitals, a character fits if its small or its capital form does. */
  private folded(test: CharacterTest): CharacterTest {
    if (!this.ignoreCase) return test;
    return (code) => {
      if (test(code)) return true;
      const text = String.fromCodePoint(code);
      return [text.toLowerCase(), text.toUpperCase()].some((form) => Array.from(form).length === 1 && test(form.codePointAt(0) ?? 0));
    };
  }

  private group(depth: number): Pattern {
    let index = 0;
    if (this.take('?')) {
      if (!this.take(':')) throw new PatternError('Groups may begin with ( or (?: only; looking ahead or behind is not possible here.');
    } else {
      index = ++this.groups;
      if (index > MAX_GROUPS) throw new PatternError(`The pattern has more than ${MAX_GROUPS} groups.`);
    }
    const inner = this.choice(depth + 1);
    if (!this.take(')')) throw new PatternError('The pattern has a "(" without ")".');
    return index === 0 ? inner : { kind: 'group', index, inner };
  }

  private repeated(inner: Pattern): Pattern {
    const character = this.peek();
    let [min, max] = [0, Number.POSITIVE_INFINITY];
    if (character === '*' || character === '+' || character === '?') {
      this.at++;
      if (character === '+') min = 1;
      if (character === '?') max = 1;
    } else if (character === '{') {
      const close = this.characters.indexOf('}', this.at);
      const written = this.characters.slice(this.at + 1, Math.max(close, 0)).join('');
      const counts = /^(\d{1,4})(,(\d{1,4})?)?$/.exec(written);
      if (counts === null) throw new PatternError('A count is written {2}, {2,} or {2,5}; write \\{ for the character itself.');
      this.at = close + 1;
      min = Number(counts[1]);
      max = counts[2] === undefined ? min : counts[3] === undefined ? Number.POSITIVE_INFINITY : Number(counts[3]);
      if (min > max || min > MAX_REPEAT || (max > MAX_REPEAT && Number.isFinite(max)))
        throw new PatternError(`A count goes from few to many and up to ${MAX_REPEAT}.`);
    } else return inner;
    if (inner.kind === 'edge') throw new PatternError('An edge (^, $, \\b) cannot be repeated.');
    const greedy = !this.take('?');
    if ('*+?{'.includes(this.peek()) && !this.done) throw new PatternError('A repeat cannot be repeated directly; put the part in brackets.');
    return { kind: 'repeat', inner, min, max, greedy };
  }

  private escape(): Pattern {
    const character = this.characters[this.at++];
    if (character === 'b') return { kind: 'edge', edge: 'word' };
    if (character === 'B') return { kind: 'edge', edge: 'no-word' };
    if (character !== undefined && /[1-9k]/.test(character)) throw new PatternError('A pattern cannot refer back to what a group has matched.');
    const test = this.escapedClass(character);
    return test === undefined ? this.one(this.escapedCode(character)) : { kind: 'character', test };
  }

  /** \d \w \s and \p{L}. */
  private escapedClass(character: string | undefined): CharacterTest | undefined {
    if (character !== 'p' && character !== 'P') return CLASSES.get(character ?? '');
    const close = this.characters.indexOf('}', this.at);
    const property = this.peek() === '{' && close !== -1 ? this.characters.slice(this.at + 1, close).join('') : '';
    if (!/^[A-Za-z_=]{1,40}$/.test(property)) throw new PatternError('A Unicode class is written \\p{L}.');
    this.at = close + 1;
    let test: RegExp;
    try {
      test = new RegExp(`^\\${character}{${property}}$`, 'u');
    } catch {
      throw new PatternError(`There is no Unicode class "${property}".`);
    }
    return (code) => test.test(String.fromCodePoint(code));
  }

  private escapedCode(character: string | undefined): number {
    if (character === undefined) throw new PatternError('The pattern ends with a single \\.');
    if (character === 'u' || character === 'x') {
      const length = character === 'u' ? 4 : 2;
      const digits = this.characters.slice(this.at, this.at + length).join('');
      if (!/^[0-9a-f]+$/i.test(digits) || digits.length !== length) throw new PatternError(`\\${character} needs ${length} hexadecimal digits behind it.`);
      this.at += length;
      return Number.parseInt(digits, 16);
    }
    const control = CONTROLS.get(character);
    if (control !== undefined) return control;
    if (/[A-Za-z]/.test(character)) throw new PatternError(`\\${character} means nothing in a pattern.`);
    return character.codePointAt(0) ?? 0;
  }

  private set(): Pattern {
    const negated = this.take('^');
    const tests: CharacterTest[] = [];
    while (this.peek() !== ']') {
      if (this.done) throw new PatternError('The pattern has a "[" without "]".');
      const low = this.setItem();
      if (typeof low !== 'number' || this.peek() !== '-' || this.characters[this.at + 1] === ']') {
        tests.push(typeof low === 'number' ? (code) => code === low : low);
        continue;
      }
      this.at++;
      const high = this.setItem();
      if (typeof high !== 'number' || high < low) throw new PatternError('A range in […] goes from a lower to a higher character.');
      tests.push(between(low, high));
    }
    this.at++;
    const any = this.folded((code) => tests.some((test) => test(code)));
    return { kind: 'character', test: negated ? not(any) : any };
  }

  private setItem(): number | CharacterTest {
    const character = this.characters[this.at++] ?? '';
    if (character !== '\\') return character.codePointAt(0) ?? 0;
    const escaped = this.characters[this.at++];
    if (escaped === 'b') return 8;
    return this.escapedClass(escaped) ?? this.escapedCode(escaped);
  }
}

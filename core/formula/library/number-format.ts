import { fail } from '../failure.ts';
import { Decimal } from './computed.ts';

/** One section of a number format: what stands before and after the digits, and how those are written. */
interface Section {
  readonly before: string;
  readonly after: string;
  readonly leastWhole: number;
  readonly leastPlaces: number;
  readonly mostPlaces: number;
  readonly thousands: boolean;
  readonly percents: number;
  readonly hasDigits: boolean;
}

const unusable = (format: string): never =>
  fail('format-unusable', `"${format.slice(0, 60)}" is not a number format.`, {
    hint: 'Use 0 and # for digits, for example 0.00, #,##0.00, 000000 or 0%. Put other text in double quotes.',
  });

/** Writes numbers in an Excel format: `0` and `#` for digits, `,` for thousands, `%`, text in quotes, sections for positive;negative;zero. */
export function createNumberWriter(format: string): (value: Decimal) => string {
  if (format.length > 100) return unusable(format);
  const [positive, negative, zero] = splitSections(format).map((section) => parseSection(section, format));
  if (positive === undefined) return unusable(format);
  return (value) => {
    if (value.isZero() && zero !== undefined) return write(value, zero);
    if (value.isNegative() && negative !== undefined) return write(value.abs(), negative);
    const text = write(value.abs(), positive);
    return value.isNegative() && /[1-9]/.test(text) ? `-${text}` : text;
  };
}

/** Parts between semicolons outside of quotes. */
function splitSections(format: string): string[] {
  const sections = [''];
  for (const token of format.match(/"[^"]*"|\\.|[\s\S]/g) ?? []) {
    if (token === ';') sections.push('');
    else sections[sections.length - 1] += token;
  }
  return sections.slice(0, 3);
}

function parseSection(section: string, format: string): Section {
  let [before, after, mask, percents] = ['', '', '', 0];
  for (const token of section.match(/"[^"]*"|\\.|[\s\S]/g) ?? []) {
    const literal = token.length > 1 ? (token.startsWith('"') ? token.slice(1, -1) : token.slice(1)) : token;
    if (token.length === 1 && /[0#?.,]/.test(token) && after === '') mask += token;
    else if (token.length === 1 && /[0#?A-Za-z]/.test(token)) unusable(format);
    else if (mask === '') before += literal;
    else after += literal;
    if (token === '%') percents++;
  }
  const [whole = '', places = ''] = mask.split('.');
  if (mask.split('.').length > 2) unusable(format);
  const zeros = (text: string): number => text.replace(/[^0]/g, '').length;
  return {
    before,
    after,
    percents,
    leastWhole: zeros(whole),
    leastPlaces: zeros(places),
    mostPlaces: places.replace(/[^0#?]/g, '').length,
    thousands: whole.includes(','),
    hasDigits: mask !== '',
  };
}

function write(value: Decimal, section: Section): string {
  if (!section.hasDigits) return section.before + section.after;
  const scaled = value.times(new Decimal(100).pow(section.percents)).toDecimalPlaces(section.mostPlaces);
  const [whole = '0', places = ''] = scaled.toFixed(section.mostPlaces).split('.');
  const kept = places.slice(0, section.leastPlaces) + places.slice(section.leastPlaces).replace(/0+$/, '');
  let digits = whole === '0' && section.leastWhole === 0 ? '' : whole.padStart(section.leastWhole, '0');
  if (section.thousands) digits = digits.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return `${section.before}${digits}${kept === '' ? '' : `.${kept}`}${section.after}`;
}

const EXAMPLE = /^[+-]?(?:\d{1,3}((?:([.,'’ \u00a0\u202f])\d{3})+)|\d+)(?:([.,])\d+)?$/;

/** The sign between groups of three and the one before decimals, as an example shows them. With one sign only it is the decimal one, unless it stands twice. */
function signsOf(example: string): { readonly group: string; readonly point: string } {
  const match = EXAMPLE.exec(example.trim());
  const [, groups = '', group = '', point] = match ?? [];
  if (match === null || new Set(groups.replace(/\d/g, '')).size > 1 || (point !== undefined && point === group))
    return fail('format-unusable', `"${example.slice(0, 40)}" does not show how numbers are written.`, {
      hint: 'Write any number in that way, for example "1.234,56", "1,234.56" or "1 234,56".',
    });
  if (point !== undefined) return { group, point };
  if (groups.length === 4 && (group === '.' || group === ',')) return { group: '', point: group };
  return { group, point: group === ',' ? '.' : group === '.' ? ',' : '.' };
}

/** Reads numbers written like an example: `1.234,56` has points for thousands and a decimal comma. `undefined` where a text is not written so. */
export function createNumberReader(example: string): (text: string) => Decimal | undefined {
  const { group, point } = signsOf(example);
  const between = /\s/.test(group) ? '[ \\u00a0\\u202f]' : group.replace('.', '\\.');
  const whole = group === '' ? '\\d+' : `(?:\\d{1,3}(?:${between}\\d{3})+|\\d+)`;
  const form = new RegExp(`^([+-]?)(${whole})(?:${point === '.' ? '\\.' : point}(\\d*))?(-?)$`);
  return (text) => {
    const match = text.length > 100 ? null : form.exec(text.trim().replace('\u2212', '-'));
    if (match === null) return undefined;
    const [, sign, digits = '', places = '', behind] = match;
    if (sign !== '' && behind === '-') return undefined;
    const value = new Decimal(`${digits.replace(/\D/g, '')}.${places === '' ? '0' : places}`);
    return sign === '-' || behind === '-' ? value.negated() : value;
  };
}

import { readFileSync, writeFileSync } from 'node:fs';
import type { Figure } from './figure.ts';

const PAGE = new URL('../docs/performance.md', import.meta.url);
const END = '<!-- end of the results -->';

/** Puts the figures of one call of a bench into the results of docs/performance.md, in place of those of an earlier one. */
export function writeReport(call: string, figures: readonly Figure[]): void {
  const page = readFileSync(PAGE, 'utf8');
  const [begin, end] = [`<!-- ${call} -->`, `<!-- /${call} -->`];
  const table = [`| \`npm run bench -- ${call}\` | measured | beside | target | |`, '| --- | --- | --- | --- | --- |', ...figures.map(row)].join('\n');
  const section = `${begin}\n${table}\n${end}`;
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  writeFileSync(PAGE, from >= 0 && to > from ? page.slice(0, from) + section + page.slice(to + end.length) : page.replace(END, () => `${section}\n\n${END}`));
}

function row({ name, value, unit, baseline, target, ok }: Figure): string {
  const shown = (number: number | undefined) => (number === undefined ? '' : number.toLocaleString('en-GB'));
  return `| ${name} | ${shown(value)} ${unit} | ${shown(baseline)} | ${shown(target)} | ${target === undefined ? '' : ok ? 'met' : '**missed**'} |`;
}

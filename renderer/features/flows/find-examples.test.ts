import { expect, test } from 'vitest';
import { findExamples } from './find-examples.ts';

const example = (name: string, description: string, kinds: string[]) => ({
  example: name.toLowerCase(),
  name,
  description,
  steps: kinds.map((kind) => ({ kind, name: `A ${kind}`, x: 0, y: 0 })),
  links: [],
});
const EXAMPLES = [example('Sales', 'By region and month', ['csv-source', 'pivot-rows']), example('Prices', 'Into a database', ['csv-source', 'sqlite-table'])];
const found = (query: string) => findExamples(EXAMPLES, query).map(({ name }) => name);

test('examples are found by words of their name, what they say and their steps; all words must be there', () => {
  expect([found(''), found('REGION'), found('pivot'), found('csv price'), found('sqlite sales')]).toEqual([
    ['Sales', 'Prices'],
    ['Sales'],
    ['Sales'],
    ['Prices'],
    [],
  ]);
});

import { expect, it } from 'vitest';
import { helpBlocks } from './help-blocks.ts';

it('cuts tables out of a page and leaves the rest as text', () => {
  const page = [
    '# Filter',
    '',
    '| Operator | Holds when |',
    '| --- | :-- |',
    '| `is` | equal |',
    '| a \\| b | |',
    '',
    'After.',
    '```',
    '| no | table |',
    '| --- | --- |',
    '```',
  ].join('\n');
  expect(helpBlocks(page)).toEqual([
    { kind: 'text', text: '# Filter\n' },
    {
      kind: 'table',
      head: ['Operator', 'Holds when'],
      rows: [
        ['`is`', 'equal'],
        ['a | b', ''],
      ],
    },
    { kind: 'text', text: '\nAfter.\n```\n| no | table |\n| --- | --- |\n```' },
  ]);
});

// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { findWords, labelOf, placeOf } from './help-search.ts';

function page(html: string): HTMLElement {
  const box = document.createElement('div');
  box.innerHTML = html;
  return box;
}

const HELP = page(`<h1>Delimiter file</h1><p>The delimiter is found by itself.</p><ul><li><strong>File</strong> – a file or a pattern.</li>
  <li><strong>Delimiter</strong> – between two cells.</li></ul><p>See <em>Cut blanks</em> as well; the delimiter again.</p>`);

it('finds words wherever they stand, whatever their capitals', () => {
  expect(findWords(HELP, 'DELIMITER').map(String)).toEqual(['delimiter', 'Delimiter', 'delimiter']);
  expect(findWords(HELP, '  ')).toEqual([]);
  expect(findWords(HELP, 'umlaut')).toEqual([]);
});

it('opens where a setting is explained, not where it is mentioned first', () => {
  expect(placeOf(HELP, 'Delimiter')?.textContent).toBe('Delimiter – between two cells.');
  expect(placeOf(HELP, 'Cut blanks')?.tagName).toBe('P');
  expect(placeOf(HELP, 'pattern')?.textContent).toContain('File');
  expect(placeOf(HELP, 'Encoding')).toBeNull();
});

it('knows under which label a setting is explained, also one in a list', () => {
  const rows = { noun: 'case', empty: {}, parts: [{ field: 'name', widget: 'text', label: 'Name of the case' }] } as const;
  const form = [
    {
      fields: [
        { field: 'cases', widget: 'rows', label: 'Cases', rows },
        { field: 'limits.most', widget: 'number', label: 'At most' },
      ],
    },
  ] as const;
  expect(['cases.2.name', 'cases.2.other', 'cases', 'limits.most', 'none', ''].map((path) => labelOf(form, path))).toEqual([
    'Name of the case',
    'Cases',
    'Cases',
    'At most',
    '',
    '',
  ]);
});

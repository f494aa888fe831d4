import { expect, test } from 'vitest';
import { escapeHtml, fillPlaces, renameInTemplate, templateNames, templateParts } from './text-template.ts';

const fill = (template: string, values: Record<string, string>) =>
  fillPlaces(templateParts(template), (name) => (Object.hasOwn(values, name) ? (values[name] ?? '') : null));

test('places are filled in once, and what is put in is only text', () => {
  expect(fill('Dear { Name }, {Name}!', { Name: '{Pay}', Pay: '5' })).toBe('Dear {Pay}, {Pay}!');
  expect(fill('p { color: red } a{margin:0;} { } {x} {{y}} {date:dd:mm}', { y: '1', 'date:dd:mm': 'd' })).toBe('p { color: red } a{margin:0;} { } {x} {1} d');
  expect(fill('{__proto__} {constructor}', { constructor: 'c' })).toBe('{__proto__} c');
  expect(fill('', {})).toBe('');
});

test('names are told once, and renamed where they stand', () => {
  expect(templateNames('{b} { a } {b} {not\none}')).toEqual(['b', 'a']);
  expect(renameInTemplate('{ a } {ab} a', 'a', '$&')).toBe('{$&} {ab} a');
});

test('nothing of a value becomes HTML', () => {
  expect(escapeHtml(`<a href="x" title='y'>&amp;</a>`)).toBe('&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;');
});

// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { speak } from '../../i18n/i18n.ts';
import { WouldDoView } from './WouldDoView.tsx';

afterEach(async () => {
  cleanup();
  await speak('en');
});

it('what a target would do is said in the language of the window', async () => {
  await speak('de');
  const sentence = 'Would create out.csv with 175 records.';
  render(<WouldDoView wouldDo={{ target: 'out.csv', insert: 175, update: 0, delete: 0, unchanged: 0, sample: [], sentence }} />);
  expect(screen.getByRole('region').textContent).toContain('Würde out.csv anlegen: 175 Datensätze.');
});

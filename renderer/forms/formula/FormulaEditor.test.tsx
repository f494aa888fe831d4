// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Sample } from '../../../core/base/sample.ts';
import { answerWith } from '../../api/client.ts';
import { FormulaEditor } from './FormulaEditor.tsx';

const fields = [{ name: 'Last name', type: 'text' as const, sample: 'Müller' }];
const sample: Sample = { fields, rows: [['Müller'], ['Öz']], origins: [], first: 2, total: 2, profile: [], cut: false };

function Harness({ start }: { start: string }) {
  const [value, setValue] = useState(start);
  return <FormulaEditor label="Formula" value={value} onChange={setValue} fields={fields} sample={sample} zone="UTC" />;
}

const area = () => screen.getByLabelText('Formula') as HTMLTextAreaElement;
const type = (text: string) => {
  area().focus();
  fireEvent.change(area(), { target: { value: text, selectionStart: text.length } });
};

describe('the formula editor', () => {
  afterEach(cleanup);

  it('offers fields while they are typed and takes the chosen one with Enter', async () => {
    render(<Harness start="" />);
    type('[La');
    await waitFor(() => expect(screen.getByRole('option', { name: /Last name/ })).toBeTruthy());
    fireEvent.keyDown(area(), { key: 'Enter' });
    expect(area().value).toBe('[Last name]');
    expect(screen.queryByRole('listbox')).toBeNull();
  });

  it('says in a sentence what is wrong while it is typed', async () => {
    render(<Harness start="[Last nam]" />);
    await waitFor(() => expect(area().getAttribute('aria-invalid')).toBe('true'));
    expect(document.getElementById(area().getAttribute('aria-describedby') ?? '')?.textContent).toContain('Last name');
  });

  it('shows the result on a sample record, and the next one when asked', async () => {
    answerWith((procedure, input: { rows: string[][] }) => {
      expect(procedure).toBe('design.evaluate');
      return { type: 'text', results: input.rows.map(([name]) => ({ value: String(name).toUpperCase() })) };
    });
    render(<Harness start="UPPER([Last name])" />);
    await waitFor(() => expect(screen.getByText('MÜLLER')).toBeTruthy(), { timeout: 3000 });
    fireEvent.click(screen.getByLabelText('Next sample record'));
    expect(screen.getByText('ÖZ')).toBeTruthy();
  });
});

// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Sample } from '../../../core/base/sample.ts';
import type { DataProvider, StepView } from './data-provider.ts';
import type { DrawerSide } from './drawer-side.ts';
import { RecordDrawer } from './RecordDrawer.tsx';

const sampleOf = (name: string, values: string[], ordinals: number[], reasons?: Sample['reasons']): Sample => ({
  fields: [{ name, type: 'text' }],
  rows: values.map((value) => [value]),
  origins: ordinals.map((ordinal) => ({ source: 'src', ordinal })),
  first: values.length,
  total: values.length,
  profile: [],
  cut: false,
  ...(reasons ? { reasons } : {}),
});

const source: StepView = {
  from: 'preview',
  before: [],
  after: [{ port: 'out', label: 'Records', sample: sampleOf('name', ['ana', 'bo'], [0, 1]) }],
  rejected: null,
  filtered: null,
  duplicates: null,
  counts: { rejected: 0, filtered: 0, duplicates: 0 },
  wouldDo: null,
  error: null,
  takenAt: Date.now() - 12_800,
  stale: false,
};
const map: StepView = {
  ...source,
  before: [{ port: 'in', label: 'Records', sample: sampleOf('name', ['ana', 'bo'], [0, 1]) }],
  after: [{ port: 'out', label: 'Records', sample: { ...sampleOf('name', ['ANA'], [0]), total: 4_870 } }],
  rejected: sampleOf('name', ['bo'], [1], [{ code: 'bad', message: 'bo is no name.', field: 'name' }]),
  counts: { rejected: 1, filtered: 0, duplicates: 0 },
};
const provider: DataProvider = {
  steps: [
    { nodeId: 'src', name: 'HR export', role: 'source' },
    { nodeId: 'map', name: 'To payroll', role: 'transform' },
    { nodeId: 'end', name: 'Payroll', role: 'target' },
  ],
  view: (nodeId) => ({ src: source, map })[nodeId] ?? null,
  request: () => undefined,
  loading: false,
  emptyHint: 'A preview shows the records.',
  emptyAction: { label: 'Preview', run: () => undefined },
};

function Harness({ nodeId }: { nodeId: string | null }) {
  const [side, setSide] = useState<DrawerSide | null>(null);
  return <RecordDrawer provider={provider} nodeId={nodeId} side={side} port={null} onLook={setSide} />;
}

describe('the record drawer', () => {
  afterEach(cleanup);

  it('offers the views a step has, and says which part of how many is shown and that nothing was written', () => {
    render(<Harness nodeId="map" />);
    expect(screen.getAllByRole('tab').map((tab) => tab.textContent)).toEqual(['Before', 'After', 'Side by side', 'Rejected1']);
    expect(screen.getByText(/^First 1 of 4,870, taken 1\d s ago\. Nothing was written\.$/)).toBeTruthy();
    fireEvent.click(screen.getByRole('tab', { name: 'Before' }));
    expect(screen.getByText(/^2 sample records, taken 1\d s ago\. Nothing was written\.$/)).toBeTruthy();
  });

  it('shows what the step says, once', () => {
    const says: DataProvider = { ...provider, view: () => ({ ...map, notices: ['Only a sample was read.', 'Only a sample was read.'] }) };
    render(<RecordDrawer provider={says} nodeId="map" side={null} port={null} onLook={() => undefined} />);
    expect(screen.getByRole('list', { name: 'What the step says' }).textContent).toBe('Only a sample was read.');
  });

  it('compares all records side by side once they are fetched, and says before how many are compared', async () => {
    const values = ['ana', 'bo', 'cy', 'di'];
    const part = (more: string[]) => ({ ...sampleOf('name', more.slice(0, 2), [0, 1]), total: more.length });
    const kept = (more: string[]) => ({
      total: more.length,
      rows: async (from: number) => sampleOf('name', more.slice(from), [...more.keys()].slice(from)),
      value: async () => null,
    });
    const changed = ['ana', 'bo', 'CY', 'di'];
    const view: StepView = {
      ...map,
      before: [{ port: 'in', label: 'Records', sample: part(values), more: kept(values) }],
      after: [{ port: 'out', label: 'Records', sample: part(changed), more: kept(changed) }],
    };
    render(<RecordDrawer provider={{ ...provider, view: () => view }} nodeId="map" side="side-by-side" port={null} onLook={() => undefined} />);
    expect(screen.getByText('0 of 2 are different')).toBeTruthy();
    expect(screen.getByText(/^2 of 4 records that arrived are compared with 2 of 4 that left\./)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Compare all' }));
    expect(await screen.findByText('1 of 4 are different')).toBeTruthy();
    expect(screen.queryByText(/records that arrived are compared/)).toBeNull();
  });

  it('moves between views with the arrow keys', () => {
    render(<Harness nodeId="map" />);
    fireEvent.keyDown(screen.getByRole('tab', { name: 'After' }), { key: 'ArrowLeft' });
    expect(screen.getByRole('tab', { name: 'Before' }).getAttribute('aria-selected')).toBe('true');
  });

  it('follows a record to where it fell out, with the reason', () => {
    render(<Harness nodeId="map" />);
    fireEvent.click(screen.getByRole('tab', { name: /Rejected/ }));
    fireEvent.click(screen.getByRole('button', { name: 'Follow record' }));
    expect(screen.getByText('Record 2 of HR export')).toBeTruthy();
    expect(screen.getByText(/bo is no name\./)).toBeTruthy();
    expect(screen.getByText('rejected')).toBeTruthy();
  });

  it('says what to do where nothing was seen', () => {
    render(<Harness nodeId="end" />);
    expect(screen.getByText('A preview shows the records.')).toBeTruthy();
    cleanup();
    render(<Harness nodeId={null} />);
    expect(screen.getByText(/Click a step/)).toBeTruthy();
  });
});

import { existsSync, lstatSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FlowSketch, sketchFlow, ToyWorkspace } from '../testing/toy-flow.ts';
import { orDiskFull } from './disk-full.ts';
import type { EngineEvent } from './messages.ts';

/** A device that takes nothing: every write to it says that the disk is full. */
const FULL = '/dev/full';

let workspace: ToyWorkspace;
beforeEach(() => {
  workspace = new ToyWorkspace();
});
afterEach(() => workspace.close());

/** Runs a flow whose first run would write at `path` (below the workspace), where there is no room. */
async function withoutRoomAt(path: string, sketch: FlowSketch, more: { report?: (event: EngineEvent) => void } = {}) {
  const full = join(workspace.root, path);
  mkdirSync(join(full, '..'), { recursive: true });
  symlinkSync(FULL, full);
  const seen = await workspace.run(sketchFlow(sketch), {}, more);
  return { seen, full };
}

describe('a full disk', () => {
  it('where a target writes: the run fails, says where, and leaves no half file', async () => {
    const { seen, full } = await withoutRoomAt('files/.out.txt.run1.part', { nodes: { read: ['count'], out: ['write'] }, edges: ['read>out'] });
    expect(seen.outcome).toMatchObject({
      status: 'failed',
      counts: { read: 4, delivered: 0 },
      error: { class: 'operational', code: 'disk-full', place: { node: 'out' }, message: `The disk is full: out could not write ${full}.` },
    });
    expect(seen.outcome.error?.hint).toContain('removing old runs');
    expect(seen.step('out').error?.code).toBe('disk-full');
    expect(readdirSync(join(workspace.root, 'files'))).toEqual([]);
  });

  it('where records wait that came too early: the run fails, and nothing is left of them', async () => {
    const { seen } = await withoutRoomAt('spill/run1/held-2-in.spool', {
      nodes: { read: ['count', { count: 20_000, batch: 2_000 }], ids: ['keep'], match: ['match'], out: ['write'] },
      edges: ['read>match', 'read>ids', 'ids>match.reference', 'match>out'],
    });
    expect(seen.outcome.status).toBe('failed');
    expect(seen.outcome.error).toMatchObject({ code: 'disk-full' });
    expect(seen.outcome.error?.message).toContain(join(workspace.root, 'spill', 'run1'));
    expect(existsSync(join(workspace.root, 'spill', 'run1'))).toBe(false);
    expect(readdirSync(join(workspace.root, 'files'))).toEqual([]);
  });

  it('where the input is kept: the run goes on and says that it cannot be replayed from it', async () => {
    const { seen } = await withoutRoomAt('captures/run1/0-out-out.spool', {
      nodes: { read: ['count'], out: ['write'] },
      edges: ['read>out'],
      settings: { capture: 'input' },
    });
    expect(seen.outcome).toMatchObject({ status: 'succeeded', counts: { delivered: 10 } });
    expect(seen.logs.join(' ')).toContain('kept');
    expect(lstatSync(join(workspace.root, 'files', 'out.txt')).size).toBeGreaterThan(0);
  });

  it('where the history is written: the run fails before anything is written outside', async () => {
    const seen = await workspace.run(
      sketchFlow({ nodes: { read: ['count'], out: ['write'] }, edges: ['read>out'] }),
      {},
      {
        report(event) {
          if (event.kind === 'intent') throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
        },
      },
    );
    expect(seen.outcome).toMatchObject({ status: 'failed', error: { code: 'disk-full' }, counts: { delivered: 0 } });
    expect(readdirSync(join(workspace.root, 'files'))).toEqual([]);
  });

  it('is found behind what was made of it, and nothing else is taken for it', () => {
    const places = { step: 'Sort', nodeId: 'n', parts: [], spill: '/spill' };
    const raw = Object.assign(new Error('ENOSPC: no space left on device, open'), { code: 'ENOSPC', path: '/data/x' });
    expect(orDiskFull(new Error('could not sort', { cause: raw }), places)).toMatchObject({
      code: 'disk-full',
      message: 'The disk is full: Sort could not write /data/x.',
    });
    const other = new Error('EIO');
    expect(orDiskFull(other, places)).toBe(other);
    const said = orDiskFull(raw, places);
    expect(orDiskFull(said, { ...places, step: 'Another' })).toBe(said);
  });
});

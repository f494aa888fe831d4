// @vitest-environment happy-dom
import { ORPCError } from '@orpc/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFlow, renameFlow } from '../../core/flow/edit.ts';
import type { Flow } from '../../core/flow/flow.ts';
import { answerWith } from '../api/client.ts';
import { keepMine, saveNow, startAutosave, takeTheirs } from './autosave.ts';
import { useDocument } from './document.ts';

/** A backend that keeps one flow and refuses a save that is not based on its newest version. */
function createStore() {
  const stored = { flow: createFlow('f', 'Orders') as Flow, version: 1, saves: 0, isDown: false };
  answerWith((procedure, input: { flow: Flow; expectedVersion: number }) => {
    if (stored.isDown) throw new Error('down');
    const live = { live: false, version: null, environment: null, nextDue: null, unpublished: null, triggers: [] };
    if (procedure === 'flows.get') return { flowId: 'f', flow: stored.flow, version: stored.version, savedAt: 5, live, folder: '/f', lastRunId: null };
    if (procedure !== 'flows.save') throw new Error(procedure);
    if (input.expectedVersion !== stored.version) throw new ORPCError('CONFLICT', { data: { class: 'user', code: 'newer-version', message: 'Newer.' } });
    Object.assign(stored, { flow: input.flow, version: stored.version + 1, saves: stored.saves + 1 });
    return { version: stored.version, savedAt: 6 };
  });
  return stored;
}

let stop: () => void;
let stored: ReturnType<typeof createStore>;
const name = () => useDocument.getState().flow?.name;
const rename = (to: string) => useDocument.getState().apply(`Rename to ${to}`, (flow) => renameFlow(flow, to));

beforeEach(async () => {
  vi.useFakeTimers();
  stored = createStore();
  await useDocument.getState().open('f');
  stop = startAutosave();
});
afterEach(() => {
  stop();
  useDocument.getState().close();
  vi.useRealTimers();
});

describe('the open flow', () => {
  it('is saved once, 800 ms after the last of several edits', async () => {
    rename('a');
    await vi.advanceTimersByTimeAsync(500);
    rename('b');
    await vi.advanceTimersByTimeAsync(700);
    expect(stored.saves).toBe(0);
    await vi.advanceTimersByTimeAsync(200);
    expect([stored.saves, stored.flow.name, useDocument.getState().saved, useDocument.getState().version]).toEqual([1, 'b', 'saved', 2]);
  });

  it('undoes and redoes by name, and saves that too', async () => {
    rename('a');
    rename('b');
    expect(useDocument.getState().undo()).toBe('Rename to b');
    expect(name()).toBe('a');
    expect(useDocument.getState().redo()).toBe('Rename to b');
    useDocument.getState().undo();
    await vi.advanceTimersByTimeAsync(900);
    expect(stored.flow.name).toBe('a');
  });

  it('takes an edit that changes nothing for none', () => {
    useDocument.getState().apply('Nothing', (flow) => flow);
    expect([useDocument.getState().saved, useDocument.getState().history.past.length]).toEqual(['saved', 0]);
  });

  it('stays unsaved when it was edited while it was being saved, and is saved again', async () => {
    rename('a');
    const saving = saveNow();
    rename('b');
    await saving;
    expect(useDocument.getState().saved).toBe('unsaved');
    await vi.advanceTimersByTimeAsync(900);
    expect([stored.flow.name, useDocument.getState().saved]).toEqual(['b', 'saved']);
  });

  it('meets a newer version as a conflict, keeps mine as the newest on wish', async () => {
    stored.version = 7;
    rename('mine');
    await vi.advanceTimersByTimeAsync(900);
    expect(useDocument.getState().saved).toBe('conflict');
    rename('mine still');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(stored.flow.name).toBe('Orders');
    await keepMine();
    expect([stored.flow.name, stored.version, useDocument.getState().saved]).toEqual(['mine still', 8, 'saved']);
  });

  it('or takes the other one, with undo leading back to mine', async () => {
    Object.assign(stored, { version: 7, flow: createFlow('f', 'theirs') });
    rename('mine');
    await vi.advanceTimersByTimeAsync(900);
    await takeTheirs();
    expect([name(), useDocument.getState().saved, useDocument.getState().version]).toEqual(['theirs', 'saved', 7]);
    useDocument.getState().undo();
    expect(name()).toBe('mine');
  });

  it('says that it could not be saved, and keeps the draft', async () => {
    stored.isDown = true;
    rename('a');
    await vi.advanceTimersByTimeAsync(900);
    expect([useDocument.getState().saved, name(), useDocument.getState().saveError?.message]).toEqual(['error', 'a', 'Something unexpected happened: down']);
    stored.isDown = false;
    rename('b');
    await vi.advanceTimersByTimeAsync(900);
    expect([stored.flow.name, useDocument.getState().saved]).toEqual(['b', 'saved']);
  });
});

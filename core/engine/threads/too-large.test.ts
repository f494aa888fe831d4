import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseExact } from '../../base/exact-json.ts';
import { isTooLarge, LONGEST_WORKED_TEXT } from '../../base/too-large.ts';
import { expectLaw, sketchFlow, ToyWorkspace } from '../testing/toy-flow.ts';

let workspace: ToyWorkspace;
beforeEach(() => {
  workspace = new ToyWorkspace();
});
afterEach(() => workspace.close());

const run = (config: Record<string, unknown>) =>
  workspace.run(
    sketchFlow({
      nodes: { read: ['count', { count: 1_000, batch: 100 }], middle: ['brittle', config], out: ['collect'] },
      edges: ['read>middle', 'middle>out'],
    }),
  );

describe.each(['huge-text', 'huge-list', 'huge-buffer'])('what the machine cannot make that large: %s', (throws) => {
  it('is the fault of the one record that it is made of, which is rejected', async () => {
    const { outcome, rejects } = await run({ at: [417], throws });
    expectLaw(outcome.counts);
    expect(outcome).toMatchObject({ status: 'succeeded-with-rejects', counts: { read: 1_000, delivered: 999, rejected: 1 } });
    expect(rejects).toEqual([
      expect.objectContaining({
        nodeId: 'middle',
        code: 'value-too-large',
        message: 'One list or text became larger than can be held in one piece with this record.',
        origin: { source: 'read', ordinal: 417 },
      }),
    ]);
  });

  it('ends the run with a verdict that names step and records where it is made of many', async () => {
    const { outcome } = await run({ at: [417], throws, splits: false });
    expectLaw(outcome.counts);
    expect(outcome.status).toBe('failed');
    expect(outcome.error).toMatchObject({
      class: 'operational',
      code: 'value-too-large',
      message: 'One list or text became larger than can be held in one piece while middle was at work on 100 records of read, beginning with record 401.',
      place: { node: 'middle' },
    });
    expect(workspace.world.written.get('collected') ?? []).toEqual([]);
  });
});

it('a text with which the runtime would end the whole program is refused before it is read as JSON', () => {
  const text = `[${'0,'.repeat(LONGEST_WORKED_TEXT / 2)}0]`;
  let thrown: unknown;
  try {
    parseExact(text);
  } catch (error) {
    thrown = error;
  }
  expect(isTooLarge(thrown)).toBe(true);
});

// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { createFlow } from '../../core/flow/edit.ts';
import { answerWith } from '../api/client.ts';
import { useDocument } from './document.ts';
import { useSelection } from './selection.ts';
import { openFlow } from './session.ts';

afterEach(() => useDocument.getState().close());

test('a flow that two parts of the window ask for at once is opened once, and what is selected in it meanwhile stays', async () => {
  const asked: string[] = [];
  const letGo: (() => void)[] = [];
  const live = { live: false, version: null, environment: null, nextDue: null, unpublished: null, triggers: [] };
  answerWith(async (procedure, input: { flowId: string }) => {
    if (procedure !== 'flows.get') return procedure === 'design.pins' ? [] : {};
    asked.push(input.flowId);
    await new Promise<void>((resolve) => letGo.push(resolve));
    return { flowId: input.flowId, flow: createFlow(input.flowId, 'Orders'), version: 1, savedAt: 5, live, folder: '/f', lastRunId: null };
  });
  const both = [openFlow('f'), openFlow('f')];
  await expect.poll(() => letGo.length).toBe(1);
  letGo[0]?.();
  await expect.poll(() => useDocument.getState().flow?.name).toBe('Orders');
  useSelection.setState({ nodeIds: ['read'] });
  await Promise.all(both);
  expect([asked, useSelection.getState().nodeIds]).toEqual([['f'], ['read']]);
  await openFlow('f');
  expect(asked).toEqual(['f']);
});

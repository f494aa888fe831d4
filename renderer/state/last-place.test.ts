// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { answerWith } from '../api/client.ts';
import { loadKept } from './kept.ts';
import { lastFlow } from './last-place.ts';

test('the flow that was shown last is gone to also when the workspace takes longer to say so than a start waits', async () => {
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  answerWith(async (procedure, input: { window: number }) => {
    if (procedure === 'flows.list') return [{ flowId: 'mine' }, { flowId: 'first' }];
    await arrived;
    return input.window === 0 ? {} : { 'swivel.last-flow': 'mine' };
  });
  await loadKept();
  const going = lastFlow();
  arrive();
  expect(await going).toBe('mine');
});

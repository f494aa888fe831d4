import { expect, test } from 'vitest';
import { machineClock } from '../testing/machine-clock.ts';
import type { RejectedRecord } from '../threads/messages.ts';
import { Reporter } from './reporter.ts';

const REJECT: RejectedRecord = { nodeId: 'read', deadLetter: true, code: 'odd', message: 'This record is odd.', origin: { source: 'read', ordinal: 0 } };

test('rejects that come faster than they are kept are waited for, however many come at once', async () => {
  let kept = 0;
  let sent = 0;
  const reporter = new Reporter(async (event) => {
    if (event.kind !== 'rejects') return;
    sent++;
    await new Promise((resolve) => setTimeout(resolve, 1));
    kept++;
  }, machineClock());
  for (let time = 0; time < 5; time++) {
    for (let row = 0; row < 6_000; row++) reporter.reject(REJECT);
    await reporter.pressure();
    expect(sent - kept).toBeLessThanOrEqual(8);
  }
  await reporter.settle();
  expect(kept).toBe(150);
});

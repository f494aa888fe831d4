import { beforeEach, expect, test } from 'vitest';
import type { AlertRaised, AlertRecovered } from '../../alerts/alert-kinds.ts';
import { aFlow, temporaryStore } from '../../store/testing/workspace.ts';
import { FakeClock } from '../../triggers/testing/fake-clock.ts';
import type { TriggerHealth } from '../../triggers/trigger-hub.ts';
import { TriggerAlerts } from './trigger-alerts.ts';

const clock = new FakeClock(1_000_000);
let raised: AlertRaised[] = [];
let recovered: AlertRecovered[] = [];
let state: TriggerHealth['state'] = 'alive';
let there = true;
let look: TriggerAlerts;

beforeEach(() => {
  [raised, recovered, state, there] = [[], [], 'alive', true];
  const store = temporaryStore();
  store.flows.add(aFlow('f', 'Nightly', ['inbox']), 1);
  const trigger = { flowId: 'f', nodeId: 'inbox', version: 1 } as TriggerHealth['trigger'];
  look = new TriggerAlerts({
    store,
    clock,
    alerts: {
      raise: (alert) => {
        raised.push(alert);
        return 'i';
      },
      recovered: (over) => void recovered.push(over),
    },
    health: () => (there ? [{ trigger, state, since: null, trouble: state === 'trouble' ? 'The folder is gone.' : null, lastLook: 5, next: null }] : []),
  });
});

test('ill for a while it is told once, well again it is told too', () => {
  state = 'trouble';
  look.look();
  expect(raised).toEqual([]);
  clock.pass(61_000);
  look.look();
  expect(raised).toEqual([
    { kind: 'trigger-dead', flowId: 'f', flowName: 'Nightly', subject: 'inbox', facts: { trigger: 'inbox', message: 'The folder is gone.', lastAt: 5 } },
  ]);
  state = 'alive';
  look.look();
  look.look();
  expect(recovered).toEqual([{ kinds: ['trigger-dead'], flowId: 'f', subject: 'inbox' }]);
});

test('well again soon, paused, or taken out of service', () => {
  state = 'silent';
  look.look();
  clock.pass(30_000);
  state = 'alive';
  look.look();
  clock.pass(61_000);
  state = 'paused';
  look.look();
  clock.pass(61_000);
  expect(raised).toEqual([]);
  state = 'silent';
  look.look();
  clock.pass(61_000);
  expect(raised).toHaveLength(1);
  recovered = [];
  there = false;
  look.look();
  expect(recovered).toHaveLength(1);
});

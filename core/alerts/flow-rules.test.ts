import { expect, test } from 'vitest';
import { ALERT_KINDS } from './alert-kinds.ts';
import { type AlertSettings, DEFAULT_ALERT_SETTINGS, ruleFor } from './alert-settings.ts';
import { flowRules, TROUBLES, type Trouble, toldBy, withChannel, withRules } from './flow-rules.ts';

const SETTINGS: AlertSettings = {
  ...DEFAULT_ALERT_SETTINGS,
  channels: [
    { kind: 'desktop', id: 'd', name: 'Desktop' },
    { kind: 'mail', id: 'm', name: 'Mail', connectionId: 'c', to: [] },
  ],
};
const told = (settings: AlertSettings, trouble: Trouble) => ['d', 'm'].map((id) => toldBy(settings, 'f', trouble, id));
const change = (settings: AlertSettings, trouble: Trouble, channel: string, on: boolean) =>
  withRules(settings, 'f', withChannel(settings, 'f', trouble, channel, on));

test('the troubles are all kinds of alert, each once', () => {
  expect(Object.values(TROUBLES).flat().sort()).toEqual([...ALERT_KINDS].sort());
});

test('a channel is taken from a trouble of one flow and given back: then the flow has no rules of its own any more', () => {
  const without = change(SETTINGS, 'files', 'm', false);
  expect([told(without, 'files'), told(without, 'fails')]).toEqual([
    ['all', 'none'],
    ['all', 'all'],
  ]);
  expect(ruleFor(without, 'arrival-missing', 'f')).toEqual({ on: true, urgent: true, channels: ['d'] });
  expect(ruleFor(without, 'arrival-missing', 'another')).toEqual(SETTINGS.kinds['arrival-missing']);
  expect(change(without, 'files', 'm', true).flows).toEqual({});
  const nobody = change(without, 'files', 'd', false);
  expect([told(nobody, 'files'), ruleFor(nobody, 'arrival-late', 'f').on]).toEqual([['none', 'none'], false]);
});

test('where the workspace tells a part of the kinds, the flow can be told of all of them', () => {
  const off = { on: false, urgent: false, channels: null };
  const partly = { ...SETTINGS, kinds: { ...SETTINGS.kinds, 'check-failed': off } };
  expect(told(partly, 'fails')).toEqual(['some', 'some']);
  const all = change(partly, 'fails', 'm', true);
  expect([told(all, 'fails'), ruleFor(all, 'check-failed', 'f')]).toEqual([['some', 'all'], { on: true, urgent: false, channels: ['m'] }]);
  expect(Object.keys(flowRules(all, 'f').kinds)).toEqual(['check-failed']);
});

test('what is told of the flow is kept while nothing is told of it', () => {
  const off = withRules(SETTINGS, 'f', { ...flowRules(SETTINGS, 'f'), off: true });
  expect([told(off, 'fails'), ruleFor(off, 'run-failed', 'f').on]).toEqual([['all', 'all'], false]);
  expect(withRules(off, 'f', { ...flowRules(off, 'f'), off: false }).flows).toEqual({});
});

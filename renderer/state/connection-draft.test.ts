import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { ConnectionDetail } from '../../core/api/connection-models.ts';
import type { AnyConnectionSpec } from '../../core/catalog/connection-spec.ts';
import { draftOf, freeName, givenSecrets, isChanged, isChangedIn, newDraft, newHosts, secretIn, withConfig, withSecret } from './connection-draft.ts';

const spec: AnyConnectionSpec = {
  kind: 'shop',
  version: 1,
  family: 'database',
  title: 'Shop',
  icon: 'database',
  description: '',
  keywords: [],
  config: z.object({ host: z.string().default(''), user: z.string().default('') }),
  defaults: { host: '', user: '' },
  form: [],
  secrets: () => [{ name: 'password', label: 'Password', required: true }],
  hosts: ({ host }) => (host === '' ? [] : [`${host}:1`]),
  summary: ({ host }) => host,
  check: () => [],
};
const nothing = { set: false, summary: '', hosts: [], secrets: [], missing: [], trouble: null, lastTest: null };
const saved: ConnectionDetail = {
  connectionId: 'c',
  kind: 'shop',
  family: 'database',
  name: 'Payroll',
  revision: 3,
  createdAt: 1,
  updatedAt: 2,
  usedBy: [],
  environments: {
    production: { ...nothing, set: true, hosts: ['a:1'], secrets: [{ name: 'password', label: 'Password', required: true, state: 'set', changedAt: 5 }] },
    test: nothing,
  },
  configs: { production: { host: 'a', user: 'u' }, test: null },
};

describe('a draft of a connection', () => {
  it('is changed by its name, its settings and what is typed as a secret, each in its own environment', () => {
    const draft = draftOf(saved);
    expect(isChanged(draft)).toBe(false);
    expect(isChanged({ ...draft, name: 'Pay' })).toBe(true);
    const typed = withSecret(draft, 'production', 'password', 'new');
    expect([isChanged(typed), isChangedIn(typed, 'production'), isChangedIn(typed, 'test')]).toEqual([true, true, false]);
    expect(isChanged(withSecret(typed, 'production', 'password', null))).toBe(false);
    const both = withConfig(draft, 'test', { host: 'b', user: '' });
    expect([isChangedIn(both, 'production'), isChangedIn(both, 'test')]).toEqual([false, true]);
    expect(isChanged(withConfig(both, 'test', null))).toBe(false);
  });

  it('asks for secrets again as soon as another host is named, and no more when the old one is back', () => {
    const moved = withConfig(draftOf(saved), 'production', { host: 'b', user: 'u' });
    expect(newHosts(moved, 'production', spec)).toEqual(['b:1']);
    expect(secretIn(moved, 'production', 'password', spec)).toMatchObject({ state: 'other-hosts', changedAt: 5 });
    const back = withConfig(moved, 'production', { host: 'a', user: 'other' });
    expect(newHosts(back, 'production', spec)).toEqual([]);
    expect(secretIn(back, 'production', 'password', spec)).toMatchObject({ state: 'set', required: true });
    expect(secretIn(back, 'test', 'password', spec)).toMatchObject({ state: 'unset', changedAt: null });
  });

  it('gives only what was typed; emptied ones are taken away, and an environment that is taken away gives none', () => {
    const draft = withSecret(withSecret(draftOf(saved), 'production', 'password', ''), 'production', 'pin', '1');
    expect(givenSecrets(draft, 'production')).toEqual({ password: null, pin: '1' });
    expect(givenSecrets(withConfig(draft, 'production', null), 'production')).toEqual({});
  });

  it('begins anew with the settings of its kind in one environment, under a name that is free', () => {
    const draft = newDraft(spec, freeName('Shop', ['shop', 'Shop 2']), 'test');
    expect(draft).toMatchObject({ name: 'Shop 3', configs: { production: null, test: { host: '', user: '' } } });
    expect(isChanged(draft)).toBe(false);
  });
});

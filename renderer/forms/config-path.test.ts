import { expect, it } from 'vitest';
import { settingAt, withSetting } from './config-path.ts';

it('reads and replaces nested settings without touching the config', () => {
  const config = { a: { b: 1, c: [1] }, d: 2 };
  const changed = withSetting(config, 'a.b', 5);
  expect(changed).toEqual({ a: { b: 5, c: [1] }, d: 2 });
  expect(config.a.b).toBe(1);
  expect(settingAt(changed, 'a.b')).toBe(5);
  expect(settingAt(config, 'a.x.y')).toBeUndefined();
  expect(settingAt(config, '__proto__')).toBeUndefined();
  expect(withSetting({}, 'new.one', true)).toEqual({ new: { one: true } });
});

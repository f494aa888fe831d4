import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { settingsSchema } from './settings-schema.ts';

test('a schema of settings is made when it is first asked for, and once', () => {
  const keys = vi.fn(() => ({ name: z.string().default('none') }));
  const schema = settingsSchema(keys);
  expect(keys).not.toHaveBeenCalled();
  expect(schema().parse({})).toEqual({ name: 'none' });
  expect(schema()).toBe(schema());
  expect(keys).toHaveBeenCalledTimes(1);
});

test('no kind makes a schema, or parses with one, while the program starts', () => {
  const root = fileURLToPath(new URL('../', import.meta.url));
  const files = globSync(['nodes/*/*spec.ts', 'nodes/*/*config.ts', 'connections/*/*spec.ts', 'connections/*/*config.ts'], { cwd: root });
  expect(files.length).toBeGreaterThan(40);
  const atOnce = /^(export )?const [^=]+= (z\.|\w+\(\)\.parse\()/m;
  expect(files.filter((file) => atOnce.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
});

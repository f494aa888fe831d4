import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { german } from '../../renderer/i18n/german.ts';
import type { RowsForm } from '../catalog/form.ts';
import { OUT_PORT, REJECT_PORT } from '../catalog/node-spec.ts';
import { catalog } from './index.ts';
import { loadRun } from './runs.ts';
import { inOnes } from './testing/batches.ts';
import { CASES, HOSTILE } from './testing/cases.ts';
import { type Kind, openFilesIn, rehearseTarget, runSource, runTarget, runTransform } from './testing/step-harness.ts';

/** What every node kind must keep, whatever it does. A new kind is tested here by being registered and having a case. */

const here = import.meta.dirname;
const kinds = catalog.all().map((spec) => [spec.kind, spec] as const);
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'contract-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const load = async (kind: string): Promise<Kind> => ({ spec: catalog.get(kind) as Kind['spec'], run: await loadRun(kind) });
const caseOf = (kind: string) => (CASES[kind] as (typeof CASES)[string])(folder);
const ofRole = (role: string) => kinds.filter(([, spec]) => spec.role === role);

test('every folder is registered, and every registered kind has a folder and a case', () => {
  const folders = readdirSync(here, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'testing')
    .map((entry) => entry.name);
  expect(kinds.map(([kind]) => kind).sort()).toEqual(folders.sort());
  expect(Object.keys(CASES).sort()).toEqual(folders.sort());
});

test('an unknown kind is an error', async () => {
  await expect(loadRun('toString')).rejects.toThrow('no node kind');
});

describe.each(kinds)('%s', (kind, spec) => {
  const settings = spec.form.flatMap((section) => section.fields);

  test('its defaults are what an empty config becomes, and survive being parsed again', () => {
    expect(spec.defaults).toEqual(spec.config.parse({}));
    expect(spec.config.parse(structuredClone(spec.defaults))).toEqual(spec.defaults);
  });

  test('its form shows settings that exist, in words', () => {
    for (const { field, label, widget, options, dependsOn, visibleWhen, rows } of settings) {
      for (const path of [field, dependsOn, visibleWhen?.field])
        if (path !== undefined) expect(settingAt(spec.defaults, path), `${kind}: ${path}`).toBeDefined();
      expect(label, field).toMatch(/^[A-Z]/);
      if (widget === 'choice') expect(options?.length, field).toBeGreaterThan(1);
      expect(rows !== undefined, field).toBe(widget === 'rows');
      if (rows) expectRowsFit(rows, field);
      for (const option of options ?? [])
        expect(spec.config.safeParse(withSetting(spec.defaults, field, option.value)).success, `${field} = ${option.value}`).toBe(true);
    }
    const seen = settings.map(({ label, visibleWhen }) => `${label} ${JSON.stringify(visibleWhen)}`);
    expect(new Set(seen).size).toBe(seen.length);
  });

  /** A new entry of a list setting is taken by the schema, has every part, and takes every value that is offered. */
  function expectRowsFit({ parts, empty, idKey }: RowsForm, field: string): void {
    const entry = idKey === undefined ? empty : { ...empty, [idKey]: 'an-id' };
    const taken = (row: object) => spec.config.safeParse(withSetting(spec.defaults, field, [row])).success;
    expect(taken(entry), field).toBe(true);
    expect(Object.keys(empty), field).toEqual(expect.arrayContaining(parts.map((part) => part.field)));
    for (const { label, field: key, widget, options, visibleWhen } of parts) {
      expect(label, key).toMatch(/^[A-Z]/);
      if (widget === 'choice') expect(options?.length, key).toBeGreaterThan(1);
      for (const option of options ?? []) expect(taken({ ...entry, [key]: option.value }), `${key} = ${option.value}`).toBe(true);
      if (visibleWhen) expect(Object.hasOwn(empty, visibleWhen.field) || settingAt(spec.defaults, visibleWhen.field) !== undefined, key).toBe(true);
    }
  }

  test('its ports fit its role, and records it cannot handle have a way out', () => {
    const data = spec.outputs.filter((port) => (port.carries ?? 'data') === 'data').map((port) => port.name);
    if (spec.role === 'trigger') expect([spec.inputs.length, data.length]).toEqual([0, 0]);
    else expect(spec.outputs.find((port) => port.name === REJECT_PORT)?.carries).toBe('reject');
    if (spec.role === 'source' || spec.role === 'transform') expect(data).toContain(OUT_PORT);
    if (spec.role === 'target') expect(data).toEqual([]);
    const unknown = Object.fromEntries(spec.inputs.map((port) => [port.name, null]));
    expect(Object.keys(spec.fields(spec.defaults, unknown)).sort()).toEqual(data.sort());
  });

  test('its words are short sentences, for any config', () => {
    expect(spec.summary(spec.defaults).length).toBeGreaterThan(0);
    expect(spec.summary(spec.config.parse(caseOf(kind).config)).length).toBeLessThanOrEqual(80);
    expect(spec.description).toMatch(/^[A-Z].*\.$/);
    expect(spec.keywords.length).toBeGreaterThan(0);
    expect(spec.group !== undefined, 'a transform, and only that, says in which group the palette offers it').toBe(spec.role === 'transform');
    for (const { code, field, message } of spec.check(spec.defaults, {})) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(message).toMatch(/^[A-Z"“].*\.$/);
      expect(settingAt(spec.defaults, field), field).toBeDefined();
    }
  });

  test('its case has no problem', () => {
    expect(spec.check(spec.config.parse(caseOf(kind).config), {}).filter(({ severity }) => severity !== 'warning')).toEqual([]);
  });

  test('its help names every setting and every code', () => {
    const docs = readFileSync(join(here, kind, 'docs.md'), 'utf8');
    for (const { label } of [...settings, ...settings.flatMap(({ rows }) => rows?.parts ?? [])]) expect(docs, `the setting ${label}`).toContain(label);
    for (const code of codesIn(join(here, kind))) expect(docs, `the code ${code}`).toContain(`\`${code}\``);
    expect(docs).toMatch(/## Example/);
  });

  test('its German help names every setting as the form does, every code, and has as many headings', () => {
    const docs = readFileSync(join(here, kind, 'docs.de.md'), 'utf8');
    for (const { label } of [...settings, ...settings.flatMap(({ rows }) => rows?.parts ?? [])])
      expect(docs, `the setting ${label}`).toContain(german[label] ?? label);
    for (const code of codesIn(join(here, kind))) expect(docs, `the code ${code}`).toContain(`\`${code}\``);
    expect(docs.split('\n')[0]).toBe(`# ${german[spec.title]}`);
    const headings = (text: string) => text.split('\n').filter((line) => line.startsWith('## ')).length;
    expect(headings(docs)).toBe(headings(readFileSync(join(here, kind, 'docs.md'), 'utf8')));
  });

  test('its run loads and has its role', async () => {
    const { role } = await loadRun(kind);
    expect(role === 'sender' ? 'target' : role).toBe(spec.role);
  });
});

describe.each(ofRole('source'))('%s', (kind) => {
  test('hostile names are only names, and every record has its origin', async () => {
    const { config, happening, connections = {} } = caseOf(kind);
    const { emitted, origins } = await runSource(await load(kind), config, { folder, index: 2, connections, ...(happening ? { happening } : {}) });
    expect(emitted[OUT_PORT]).toHaveLength(HOSTILE.length);
    expect(Object.keys(emitted[OUT_PORT]?.[3] ?? {})).toEqual(Object.keys(HOSTILE[3] as object));
    expect(Object.values(emitted[OUT_PORT]?.[3] ?? {}).slice(1)).toEqual(Object.values(HOSTILE[3] as object).slice(1));
    expect(origins[OUT_PORT]).toEqual(HOSTILE.map((_, ordinal) => ({ source: 2, ordinal })));
    expect(openFilesIn(folder)).toEqual([]);
  });

  test('cancelled, it stops and leaves nothing open', async () => {
    const abort = new AbortController();
    const { config, happening, connections = {} } = caseOf(kind);
    const surroundings = { folder, connections, signal: abort.signal, ...(happening ? { happening } : {}) };
    await expect(runSource(await load(kind), config, { ...surroundings, afterBatch: () => abort.abort() })).rejects.toThrow();
    expect(openFilesIn(folder)).toEqual([]);
  });
});

describe.each(ofRole('transform'))('%s', (kind) => {
  test('one by one gives the same as all at once', async () => {
    const { config, inputs, connections = {} } = caseOf(kind);
    const whole = await runTransform(await load(kind), config, inputs, { folder, connections });
    const ones = await runTransform(await load(kind), config, Object.fromEntries(Object.entries(inputs).map(([port, batches]) => [port, inOnes(batches)])), {
      folder,
      connections,
    });
    expect(whole.emitted[OUT_PORT]?.length).toBeGreaterThan(0);
    expect(ones.emitted).toEqual(whole.emitted);
    expect(ones.origins).toEqual(whole.origins);
    expect(ones.counts).toEqual(whole.counts);
    expect([ones.rejects, ones.filtered, ones.duplicates]).toEqual([whole.rejects, whole.filtered, whole.duplicates]);
  });

  test('hostile names are only names', async () => {
    const { config, inputs, connections = {} } = caseOf(kind);
    const { emitted } = await runTransform(await load(kind), config, inputs, { folder, connections });
    for (const out of emitted[OUT_PORT] ?? []) {
      expect(Object.getOwnPropertyNames(out)).toEqual(expect.arrayContaining(['__proto__', 'constructor']));
      expect(Object.getOwnPropertyDescriptor(out, '__proto__')?.value).toMatch(/^p\d+$/);
    }
  });

  test('closed half-way, it leaves nothing open', async () => {
    const { config, inputs, connections = {} } = caseOf(kind);
    const stop = () => {
      throw new Error('cancelled');
    };
    await expect(runTransform(await load(kind), config, inputs, { folder, connections, memoryBudget: 1024, afterBatch: stop })).rejects.toThrow('cancelled');
    expect(openFilesIn(folder)).toEqual([]);
    expect(openFilesIn(join(tmpdir(), 'step-'))).toEqual([]);
  });
});

describe.each(ofRole('target'))('%s', (kind) => {
  const arrivingAt = (made: ReturnType<typeof caseOf>) => made.inputs['in'] ?? [];

  test('one by one writes the same as all at once, and the receipt counts it', async () => {
    const made = caseOf(kind);
    const { receipt, counts } = await runTarget(await load(kind), made.config, arrivingAt(made), { folder, connections: made.connections ?? {} });
    const whole = made.written?.();
    rmSync(folder, { recursive: true });
    folder = mkdtempSync(join(tmpdir(), 'contract-'));
    const again = caseOf(kind);
    await runTarget(await load(kind), again.config, inOnes(arrivingAt(again)), { folder, connections: again.connections ?? {} });
    expect(again.written?.()).toEqual(whole);
    expect(receipt?.delivered).toBe(HOSTILE.length);
    expect(counts).toMatchObject({ in: HOSTILE.length, out: HOSTILE.length });
    expect(JSON.stringify(whole)).toContain('p39');
    expect(openFilesIn(folder)).toEqual([]);
  });

  test('cancelled half-way, nothing is left and nothing is open', async () => {
    const made = caseOf(kind);
    const abort = new AbortController();
    const { receipt } = await runTarget(await load(kind), made.config, arrivingAt(made), {
      folder,
      connections: made.connections ?? {},
      signal: abort.signal,
      afterBatch: () => abort.abort(),
    });
    expect(receipt).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
    expect(openFilesIn(folder)).toEqual([]);
  });

  test('a rehearsal counts, and writes nothing', async () => {
    const made = caseOf(kind);
    const { wouldDo } = await rehearseTarget(await load(kind), made.config, arrivingAt(made), { folder, connections: made.connections ?? {} });
    expect(wouldDo.insert + wouldDo.update + wouldDo.unchanged).toBe(HOSTILE.length);
    expect(readdirSync(folder)).toEqual([]);
  });
});

function settingAt(config: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], config);
}

function withSetting(config: object, path: string, value: unknown): object {
  const copy = structuredClone(config) as Record<string, unknown>;
  const parts = path.split('.');
  const last = parts.pop() as string;
  const holder = parts.reduce<Record<string, unknown>>((at, part) => at[part] as Record<string, unknown>, copy);
  holder[last] = typeof holder[last] === 'boolean' ? value === 'true' : value;
  return copy;
}

/** Codes of errors and rejects that a kind's own files give; those of settings are shown on the form itself. */
function codesIn(kindFolder: string): string[] {
  const files = readdirSync(kindFolder).filter((name) => name.endsWith('.ts') && !/\.test\.ts$|^spec\.ts$|config\.ts$/.test(name));
  const source = files.map((name) => readFileSync(join(kindFolder, name), 'utf8')).join('\n');
  return [...source.matchAll(/(?:Error|Misfit|failed)\(\s*'([a-z]+(?:-[a-z]+)*)'|\bcode: '([a-z]+(?:-[a-z]+)*)'/g)].map((match) => match[1] ?? match[2] ?? '');
}

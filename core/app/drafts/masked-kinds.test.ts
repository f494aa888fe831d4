import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Value } from '../../base/value.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import { records } from '../../data/records.ts';
import { StepMasks } from '../../engine/masks/step-masks.ts';
import type { PlanStep } from '../../engine/plan/plan.ts';
import { outputsOf } from '../../flow/kinds.ts';
import { catalog } from '../../nodes/index.ts';
import { loadRun } from '../../nodes/runs.ts';
import { CASES } from '../../nodes/testing/cases.ts';
import { runTransform } from '../../nodes/testing/step-harness.ts';

const KINDS = catalog.all().filter(({ role }) => role === 'transform');

test.each(KINDS.map(({ kind }) => kind))('%s: no value of a personal field leaves in a field that is shown', async (kind) => {
  const spec = catalog.get(kind);
  const make = CASES[kind];
  if (!spec || !make) throw new Error(`there is no case for ${kind}`);
  const folder = mkdtempSync(join(tmpdir(), 'masked-'));
  try {
    const { config, inputs, connections = {} } = make(folder);
    const parsed: unknown = spec.config.parse(config);
    const outcome = await runTransform({ spec, run: await loadRun(kind) }, config, inputs, { folder, connections });
    const arriving = Object.entries(inputs).flatMap(([port, batches]) => batches.map((batch) => ({ port, batch })));
    const names = [...new Set(arriving.flatMap(({ batch }) => batch.names))];
    const shown: string[] = [];
    let hidden = 0;
    // All at once, and each field alone: then its values may leave under no name that is shown, also not under one that arrives with other values.
    for (const personal of [names, ...names.map((name) => [name])]) {
      const step = { role: 'transform', config: parsed } as PlanStep;
      const masks = new StepMasks(
        personal.map((field) => ({ field, way: 'hide' as const })),
        step,
        spec,
      );
      for (const { port, batch } of arriving) masks.arrive(port, batch.names, () => null);
      const texts = (isWanted: (name: string) => boolean) =>
        new Set(
          arriving.flatMap(({ batch }) =>
            [...records(batch)].flatMap((record) => Object.entries(record).flatMap(([name, value]) => (isWanted(name) ? textsIn(value) : []))),
          ),
        );
      const elsewhere = texts((name) => !personal.includes(name));
      const secrets = [...texts((name) => personal.includes(name))].filter((text) => !elsewhere.has(text));
      hidden += secrets.length;
      for (const port of outputsOf(spec, config)) {
        if (port.carries === 'reject') continue;
        for (const record of (outcome.batches[port.name] ?? []).flatMap((batch) => [...records(batch)]))
          for (const [name, value] of Object.entries(record))
            if (masks.wayOut(name) === null && textsIn(value).some((text) => secrets.includes(text)))
              shown.push(`${personal.join(', ')} in ${port.name}.${name}: ${canonicalText(value)}`);
      }
    }
    expect(shown).toEqual([]);
    expect(hidden).toBeGreaterThan(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** All texts in a value that are long enough to tell somebody something. */
function textsIn(value: Value): string[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.flatMap((member: Value) => textsIn(member));
  if (typeof value === 'object') return Object.values(value as { [key: string]: Value }).flatMap(textsIn);
  const text = canonicalText(value);
  return text.length > 2 ? [text] : [];
}

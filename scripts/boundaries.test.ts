import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { breachesOf } from './boundaries.ts';

const root = join(import.meta.dirname, '..');

describe('module boundaries', () => {
  it('hold in every file', () => {
    const files = globSync('{core,electron,headless,renderer,bench,faults,scripts}/**/*.{ts,tsx}', { cwd: root }).concat(globSync('*.ts', { cwd: root }));
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap((file) => breachesOf(root, file.replaceAll('\\', '/'), readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });

  it.each([
    ['core/base/x.ts', '../flow/flow.ts'],
    ['core/base/x.ts', 'node:fs'],
    ['core/flow/x.ts', '../catalog/catalog.ts'],
    ['core/flow/x.ts', 'node:fs'],
    ['core/catalog/x.ts', '../engine/node-door.ts'],
    ['core/data/x.ts', '../flow/flow.ts'],
    ['core/formats/x.ts', '../flow/flow.ts'],
    ['core/spill/x.ts', '../flow/flow.ts'],
    ['core/spill/x.ts', '../engine/node-door.ts'],
    ['core/formats/x.ts', '../spill/row-order.ts'],
    ['core/formula/x.ts', '../flow/flow.ts'],
    ['core/formula/x.ts', 'node:fs'],
    ['core/snippet/x.ts', '../flow/flow.ts'],
    ['core/store/x.ts', '../engine/node-door.ts'],
    ['core/store/x.ts', 'electron'],
    ['core/nodes/filter-rows/spec.ts', '../../engine/node-door.ts'],
    ['core/nodes/filter-rows/spec.ts', 'node:fs'],
    ['core/nodes/filter-rows/run.ts', '../map-fields/spec.ts'],
    ['core/nodes/filter-rows/run.ts', '../../engine/messages.ts'],
    ['core/nodes/filter-rows/run.ts', '../../store/README.md'],
    ['core/nodes/filter-rows/run.ts', 'better-sqlite3'],
    ['core/engine/x.ts', '../nodes/index.ts'],
    ['core/engine/x.ts', '../store/README.md'],
    ['core/triggers/x.ts', '../nodes/index.ts'],
    ['core/api/x.ts', '../engine/node-door.ts'],
    ['core/api/x.ts', 'node:fs'],
    ['core/app/x.ts', '../../electron/README.md'],
    ['core/app/x.ts', 'electron'],
    ['core/app/x.ts', 'react'],
    ['electron/x.ts', '../core/engine/node-door.ts'],
    ['headless/x.ts', '../core/store/README.md'],
    ['headless/x.ts', 'electron'],
    ['renderer/state/x.ts', '../../core/engine/node-door.ts'],
    ['renderer/state/x.ts', '../../core/app/README.md'],
    ['renderer/state/x.ts', '../../core/nodes/filter-rows/run.ts'],
    ['renderer/state/x.ts', 'node:fs'],
    ['renderer/state/x.ts', 'electron'],
    ['renderer/ui/x.tsx', '../state/README.md'],
    ['renderer/features/runs/x.tsx', '../drawer/README.md'],
    ['core/flow/x.ts', './check.test.ts'],
  ])('see the breach of %s importing %s', (file, spec) => {
    expect(breachesOf(root, file, `import { a } from '${spec}';`)).toHaveLength(1);
    expect(breachesOf(root, file, `export * from '${spec}';`)).toHaveLength(1);
    expect(breachesOf(root, file, `const a = await import('${spec}');`)).toHaveLength(1);
  });

  it('want a rule for every folder', () => {
    expect(breachesOf(root, 'core/other/x.ts', '')).toHaveLength(1);
  });
});

import type { Pin } from '../../api/preview-models.ts';
import type { Value } from '../../base/value.ts';
import { createMaskValue } from '../../engine/masks/mask-value.ts';
import { masksLeaving } from '../../engine/masks/personal-fields.ts';
import { fieldsOfFlow } from '../../flow/arriving.ts';
import type { Flow } from '../../flow/flow.ts';
import { migrateNodes } from '../../flow/migrations.ts';
import type { Parts } from '../parts.ts';
import { masksOf } from '../workspace/mask-key.ts';

/** Which of these fields (by output port) are personal, or made of personal ones, where they leave a step of a draft. */
export async function personalFields(
  parts: Parts,
  flow: Flow,
  nodeId: string,
  ports: Readonly<Record<string, readonly string[]>>,
): Promise<Record<string, string[]>> {
  const wayOf = await waysAt(parts, flow, nodeId);
  return Object.fromEntries(Object.entries(ports).map(([port, names]) => [port, names.filter((name) => wayOf(name) !== null)]));
}

/**
 * Records with their personal fields made unreadable, as the flow's settings say; those fields are text then. Values that stand in `before` as they were kept
 * masked stay as they are.
 */
export async function maskedRecords(parts: Parts, flow: Flow, nodeId: string, ports: Pin['ports'], before: Pin['ports']): Promise<Pin['ports']> {
  const { masks } = masksOf(flow, parts.store.settings, parts.random);
  if (!masks) return ports;
  const wayOf = await waysAt(parts, flow, nodeId);
  const mask = createMaskValue(masks.key);
  return Object.fromEntries(
    Object.entries(ports).map(([port, records]) => {
      const { masked: _old, ...plain } = records;
      const masked = records.fields.flatMap(({ name }, column) => {
        const way = wayOf(name);
        return way === null ? [] : [{ name, column, way, kept: keptMasked(before[port], name) }];
      });
      if (masked.length === 0) return [port, plain];
      const rows = records.rows.map((row) => {
        const hidden: Value[] = [...row];
        for (const { column, way, kept } of masked) {
          const value = row[column] ?? null;
          if (!kept.has(value)) hidden[column] = mask(value, way);
        }
        return hidden;
      });
      const names = new Set(masked.map(({ name }) => name));
      const fields = records.fields.map((field) => (names.has(field.name) ? { name: field.name, type: 'text' as const } : field));
      return [port, { ...plain, fields, rows, masked: [...names] }];
    }),
  );
}

/** The values of a column that are kept masked already. */
function keptMasked(records: Pin['ports'][string] | undefined, name: string): ReadonlySet<Value> {
  const column = records?.masked?.includes(name) ? records.fields.findIndex((field) => field.name === name) : -1;
  return new Set(column < 0 ? [] : records?.rows.map((row) => row[column] ?? null));
}

async function waysAt(parts: Parts, draft: Flow, nodeId: string) {
  const flow = migrateNodes(draft, parts.catalog);
  const known = await parts.fieldsSeen.of(flow, parts.folders.flow(flow.id));
  return masksLeaving(flow, parts.catalog, fieldsOfFlow(flow, parts.catalog, known).arriving, nodeId);
}

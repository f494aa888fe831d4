import type { Field, FieldType } from '../../../core/base/field.ts';
import { type Proposal, proposeMapping } from '../../../core/catalog/propose-mapping.ts';
import type { Mapping, MappingItem } from '../../../core/catalog/shapes.ts';

/** One wanted field: what is set for it already, or what is proposed. */
export interface WantedRow {
  to: string;
  /** Set before; stays as it is. */
  kept: MappingItem | null;
  proposal: Proposal | null;
}

const NO_TYPES: ReadonlyMap<string, FieldType> = new Map();

/**
 * A row for each wanted field, in their order. Fields that are set already take part in no proposal. `types`, as far as the other side tells them, speak
 * against arriving fields of another making.
 */
export function wantedRows(mapping: Mapping, fields: readonly Field[], wanted: readonly string[], types: ReadonlyMap<string, FieldType> = NO_TYPES): WantedRow[] {
  const set = new Map(mapping.items.filter((item) => item.formula !== '' || item.from !== '').map((item) => [item.to, item]));
  const taken = new Set([...set].filter(([to]) => wanted.includes(to)).map(([, item]) => item.from));
  const free = fields.filter((field) => !taken.has(field.name));
  const open = wanted.filter((name) => !set.has(name));
  const proposals = new Map(
    proposeMapping(
      free,
      open.map((name) => ({ name, ...(types.has(name) ? { type: types.get(name) as FieldType } : {}) })),
    ).map((proposal) => [proposal.to, proposal]),
  );
  return wanted.map((to) => ({ to, kept: set.get(to) ?? null, proposal: proposals.get(to) ?? null }));
}

/** Proposals that are no more than a hint are taken only when a person says so. */
export function isTakenByDefault({ band }: Pick<Proposal, 'band'>): boolean {
  return band !== 'low';
}

/** The mapping items of the rows; a proposal that was not taken leaves a field without a source, to be chosen. */
export function itemsOf(rows: readonly WantedRow[], isTaken: (row: WantedRow) => boolean): MappingItem[] {
  return rows.map((row) => row.kept ?? { to: row.to, from: row.proposal && isTaken(row) ? row.proposal.from : '', formula: '' });
}

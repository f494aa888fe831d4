import type { Field } from '../../base/field.ts';
import type { MappingItem } from '../../catalog/shapes.ts';
import { type ItemFormula, itemFormula } from './computed-column.ts';
import type { MapFieldsConfig } from './spec.ts';

/** How one field that leaves comes about for batches of one layout. */
export interface ItemPlan {
  readonly item: MappingItem;
  readonly formula: ItemFormula | null;
  /** Position of the copied field, -1 where it does not arrive. */
  readonly at: number;
}

/** What becomes of batches of one layout. */
export interface Layout {
  /** All fields that leave, in order. */
  readonly names: readonly string[];
  readonly plans: readonly ItemPlan[];
  /** Positions of the arriving fields that follow behind, as they are. */
  readonly rest: readonly number[];
  /** Fields that items use and that do not arrive. */
  readonly missing: readonly string[];
}

/** Plans a mapping for records with these fields. Throws a `UserError` for a formula that cannot be used. */
export function layoutOf({ items, rest }: MapFieldsConfig['mapping'], fields: readonly Field[]): Layout {
  const positions = new Map(fields.map(({ name }, at) => [name, at]));
  const plans = items.map((item): ItemPlan => {
    if (item.formula.trim() !== '') return { item, formula: itemFormula(item.to, item.formula, fields), at: -1 };
    return { item, formula: null, at: positions.get(item.from) ?? -1 };
  });
  const named = new Set(plans.flatMap(({ item, formula }) => (formula === null ? [item.from, item.to] : [item.to])));
  const others = rest === 'keep' ? [...positions].filter(([name]) => !named.has(name)) : [];
  const used = plans.flatMap(({ item, formula }) => formula?.formula.fieldsUsed ?? [item.from]);
  return {
    names: [...items.map(({ to }) => to), ...others.map(([name]) => name)],
    plans,
    rest: others.map(([, at]) => at),
    missing: [...new Set(used)].filter((name) => !positions.has(name)),
  };
}

import type { Flow } from '../core/flow/flow.ts';
import { chainOf } from './flow-of.ts';

const notCancelled = { conditions: { match: 'all', items: [{ field: 'status', operator: 'not-equals', value: 'cancelled' }] } };
const computed = (to: string, formula: string) => ({ mapping: { rest: 'keep', items: [{ to, formula }] } });

/** Ten records from file to file by way of a filter and a mapping. */
export function tinyFlow(source: string, target: string): Flow {
  return chainOf('tiny', [
    ['start', 'manual-trigger', {}],
    ['orders', 'csv-source', { path: source }],
    ['filter', 'filter-rows', notCancelled],
    ['map', 'map-fields', computed('total', 'ROUND([quantity]*[unit_price],2)')],
    ['target', 'csv-target', { path: target }],
  ]);
}

/** A flow of ten nodes; `edited` is the formula of the fifth. */
export function tenNodeFlow(source: string, target: string, edited: string): Flow {
  return chainOf('ten-nodes', [
    ['start', 'manual-trigger', {}],
    ['orders', 'csv-source', { path: source }],
    ['filter', 'filter-rows', notCancelled],
    ['total', 'map-fields', computed('total', 'ROUND([quantity]*[unit_price],2)')],
    ['edited', 'map-fields', computed('edited', edited)],
    ['large', 'filter-rows', { mode: 'formula', formula: '[total] > 20' }],
    ['label', 'map-fields', computed('label', 'UPPER([status])&"-"&LEFT([order_date],7)')],
    ['distinct', 'remove-duplicates', { keys: ['order_ref'] }],
    ['sorted', 'sort-rows', { keys: [{ field: 'total', direction: 'descending' }] }],
    ['target', 'csv-target', { path: target }],
  ]);
}

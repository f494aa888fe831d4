import type { Flow } from '../core/flow/flow.ts';
import type { BenchData } from './data.ts';
import { type BenchStep, flowOf } from './flow-of.ts';

/** The standard job as a flow: filter, rename three fields, compute two, drop duplicates by key, look up 10,000 customers, write. */
export function standardFlow(data: BenchData, target: string, capture: 'none' | 'input'): Flow {
  const sqlite = target.endsWith('.sqlite');
  const renamed: Record<string, string> = { order_id: 'id', customer_id: 'customer', unit_price: 'price' };
  const names = ['order_id', 'customer_id', 'order_date', 'status', 'product', 'quantity', 'unit_price', 'discount', 'order_ref', 'note'];
  const steps: BenchStep[] = [
    ['start', 'manual-trigger', {}],
    ['orders', 'csv-source', { path: data.orders }],
    ['customers', 'csv-source', { path: data.customers }],
    [
      'filter',
      'filter-rows',
      {
        conditions: {
          match: 'all',
          items: [
            { field: 'status', operator: 'not-equals', value: 'cancelled', caseSensitive: true },
            { field: 'quantity', operator: 'greater-or-equal', value: '3' },
          ],
        },
      },
    ],
    [
      'map',
      'map-fields',
      {
        mapping: {
          rest: 'drop',
          items: [
            ...names.map((from) => ({ to: renamed[from] ?? from, from })),
            { to: 'total', formula: 'ROUND([quantity]*[unit_price]*(1-[discount]),2)' },
            { to: 'label', formula: 'UPPER([status])&"-"&LEFT([order_date],7)' },
          ],
        },
      },
    ],
    ['distinct', 'remove-duplicates', { keys: ['order_ref'], trim: false }],
    [
      'look-up',
      'look-up',
      {
        keys: [{ left: 'customer', right: 'customer_id' }],
        fields: [
          { from: 'name', to: 'customer_name' },
          { from: 'segment', to: 'segment' },
          { from: 'country', to: 'country' },
        ],
      },
    ],
    sqlite
      ? ['target', 'sqlite-table', { database: target, table: 'orders', mode: 'upsert', create: true, keys: ['order_ref'] }]
      : ['target', 'csv-target', { path: target }],
  ];
  const edges = [
    'start.start>orders.in',
    'start.start>customers.in',
    'orders.out>filter.in',
    'filter.out>map.in',
    'map.out>distinct.in',
    'distinct.out>look-up.in',
    'customers.out>look-up.reference',
    'look-up.out>target.in',
  ];
  return flowOf('standard', steps, edges, capture);
}

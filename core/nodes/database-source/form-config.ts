import type { FormSection } from '../../catalog/form.ts';

const inTable = { field: 'from', is: ['table'] };

/** The settings of a database source as a person sees them. */
export const sourceForm: readonly FormSection[] = [
  {
    fields: [
      { field: 'connection', widget: 'connection', label: 'Connection', families: ['database'] },
      {
        field: 'from',
        widget: 'choice',
        label: 'What to read',
        options: [
          { value: 'table', label: 'A table', help: 'A table or view: all of its rows, or those that conditions let through.' },
          { value: 'query', label: 'A query', help: 'A SELECT statement of your own.' },
        ],
      },
      { field: 'table', widget: 'db-table', label: 'Table', dependsOn: 'connection', visibleWhen: inTable },
      {
        field: 'sql',
        widget: 'sql',
        label: 'Query',
        help: 'One SELECT statement. :name stands for a parameter of the flow; its value is handed over, never pasted in.',
        placeholder: 'SELECT * FROM employees WHERE country = :country',
        dependsOn: 'connection',
        visibleWhen: { field: 'from', is: ['query'] },
      },
    ],
  },
  {
    title: 'Which rows and columns',
    fields: [
      {
        field: 'columns',
        widget: 'columns',
        label: 'Columns',
        help: 'Only these are read, in this order. None: all of them.',
        visibleWhen: inTable,
      },
      {
        field: 'conditions',
        widget: 'rows',
        label: 'Conditions',
        help: 'All must hold. The database leaves out the other rows, so they are never read.',
        visibleWhen: inTable,
        rows: {
          noun: 'condition',
          unordered: true,
          empty: { column: '', operator: '=', value: '' },
          parts: [
            { field: 'column', widget: 'column', label: 'Column', placeholder: 'country' },
            {
              field: 'operator',
              widget: 'choice',
              label: 'Comparison',
              options: [
                { value: '=', label: 'is' },
                { value: '<>', label: 'is not' },
                { value: '<', label: 'is less than' },
                { value: '<=', label: 'is at most' },
                { value: '>', label: 'is greater than' },
                { value: '>=', label: 'is at least' },
                { value: 'starts-with', label: 'starts with' },
                { value: 'contains', label: 'contains' },
                { value: 'in', label: 'is one of (with commas)' },
                { value: 'is-null', label: 'is empty' },
                { value: 'is-not-null', label: 'is not empty' },
              ],
            },
            {
              field: 'value',
              widget: 'text',
              label: 'Value',
              placeholder: 'DE or {param.country}',
              visibleWhen: { field: 'operator', is: ['=', '<>', '<', '<=', '>', '>=', 'starts-with', 'contains', 'in'] },
            },
          ],
        },
      },
      {
        field: 'order',
        widget: 'columns',
        label: 'Sorted by',
        help: 'Columns, the first one first. Rows that are read by a watermark come in its order.',
        visibleWhen: inTable,
      },
    ],
  },
  {
    title: 'Only new rows',
    fields: [
      {
        field: 'watermark',
        widget: 'column',
        label: 'Watermark column',
        help: 'A column that only grows, such as updated_at. Each run reads the rows beyond where the last one ended. Empty: all rows, every time.',
        placeholder: 'updated_at',
      },
      {
        field: 'tie',
        widget: 'column',
        label: 'Tie-break column',
        help: 'Decides between rows with the same watermark, so that none is left out: a key that only grows, such as id.',
        placeholder: 'id',
      },
    ],
  },
  {
    title: 'More',
    advanced: true,
    fields: [
      {
        field: 'json',
        widget: 'choice',
        label: 'JSON columns',
        options: [
          { value: 'values', label: 'As lists and objects', help: 'Their parts can be used by the steps behind.' },
          { value: 'text', label: 'As text', help: 'They stay as they are written in the database.' },
        ],
      },
    ],
  },
];

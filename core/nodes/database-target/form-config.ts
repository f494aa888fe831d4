import type { FormSection } from '../../catalog/form.ts';

/** The settings of a database target as a person sees them. */
export const targetForm: readonly FormSection[] = [
  {
    fields: [
      { field: 'connection', widget: 'connection', label: 'Connection', families: ['database'] },
      { field: 'table', widget: 'db-table', label: 'Table', help: 'Fields go to the columns of the same name.', dependsOn: 'connection' },
      {
        field: 'way',
        widget: 'choice',
        label: 'What to do',
        options: [
          { value: 'upsert', label: 'Update or add', help: 'Rows with the same key are updated, others are added. A second run changes nothing more.' },
          { value: 'insert', label: 'Add rows', help: 'Every record becomes a new row. A second run adds them again.' },
          { value: 'update', label: 'Update only', help: 'Only rows that are there are changed.' },
          { value: 'delete', label: 'Delete', help: 'Rows with the key of a record are deleted.' },
          { value: 'mirror', label: 'Make equal', help: 'Like "Update or add"; rows whose key did not arrive are deleted at the end.' },
        ],
      },
      {
        field: 'keys',
        widget: 'columns',
        label: 'Key fields',
        help: 'Together they name one row. None: the key of the table.',
        visibleWhen: { field: 'way', is: ['upsert', 'update', 'delete', 'mirror'] },
      },
      {
        field: 'missing',
        widget: 'choice',
        label: 'Records without a row',
        options: [
          { value: 'reject', label: 'Reject them', help: 'They leave by the reject port with the reason.' },
          { value: 'leave', label: 'Leave them out', help: 'They are counted as filtered.' },
        ],
        visibleWhen: { field: 'way', is: ['update', 'delete'] },
      },
    ],
  },
  {
    title: 'How it is written',
    fields: [
      {
        field: 'transaction',
        widget: 'choice',
        label: 'Transaction',
        options: [
          { value: 'all', label: 'All or nothing', help: 'When the run fails, the table is as it was before.' },
          { value: 'rows', label: 'Every so many rows', help: 'When the run fails, rows that were written before stay in the table.' },
        ],
      },
      { field: 'rows', widget: 'number', label: 'Rows a transaction', min: 1, max: 50_000, visibleWhen: { field: 'transaction', is: ['rows'] } },
      {
        field: 'mayEmpty',
        widget: 'switch',
        label: 'May empty the table',
        help: 'When no record arrives, every row is deleted. Off: the run stops instead.',
        visibleWhen: { field: 'way', is: ['mirror'] },
      },
      {
        field: 'mostDeletes',
        widget: 'number',
        label: 'Most rows deleted',
        help: 'The run stops, and changes nothing, when it would delete more. 0: no limit.',
        min: 0,
        visibleWhen: { field: 'way', is: ['mirror'] },
      },
    ],
  },
  {
    title: 'Columns',
    advanced: true,
    fields: [
      {
        field: 'extra',
        widget: 'choice',
        label: 'Fields without a column',
        options: [
          { value: 'stop', label: 'Stop', help: 'The run stops before anything is written.' },
          { value: 'leave', label: 'Leave them out', help: 'The other fields are written.' },
        ],
      },
      {
        field: 'emptyText',
        widget: 'choice',
        label: 'Empty texts',
        help: 'In columns of texts. In all others an empty text is null.',
        options: [
          { value: 'keep', label: 'Stay empty texts', help: 'As they arrive.' },
          { value: 'null', label: 'Become null', help: 'Where the column may be null: so that a column without repeats may be empty more than once.' },
        ],
      },
      {
        field: 'create',
        widget: 'switch',
        label: 'Make the table',
        help: 'When there is no such table, it is made from the arriving fields. A rehearsal shows the statement. A table that is there is never changed.',
      },
    ],
  },
];

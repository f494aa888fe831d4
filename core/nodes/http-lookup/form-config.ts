import type { FormSection } from '../../catalog/form.ts';
import { answerRulesSection, httpConnectionField } from '../../catalog/http-settings.ts';

const batches = { visibleWhen: { field: 'per', is: ['batch'] } };
const posts = { visibleWhen: { field: 'method', is: ['POST'] } };

/** The form of the step. */
export const httpLookupForm: readonly FormSection[] = [
  {
    fields: [
      httpConnectionField,
      {
        field: 'path',
        widget: 'text',
        label: 'Path',
        help: 'Behind the address of the connection. {Field} is a value of the record, {param.name} one of the flow.',
        placeholder: '/employees/{EmpNo}',
      },
      { field: 'query', widget: 'key-values', label: 'Parameters', help: 'Put behind the question mark. {Field} is a value of the record.' },
    ],
  },
  {
    title: 'What is added',
    fields: [
      {
        field: 'join',
        widget: 'choice',
        label: 'Of the answer',
        options: [
          { value: 'fields', label: 'Single values' },
          { value: 'whole', label: 'All of it', help: 'As one field that holds it.' },
        ],
      },
      {
        field: 'fields',
        widget: 'rows',
        label: 'Values',
        help: 'What is added, and the name it gets.',
        visibleWhen: { field: 'join', is: ['fields'] },
        rows: {
          noun: 'value',
          empty: { from: '', to: '' },
          parts: [
            { field: 'from', widget: 'text', label: 'Path in the answer', placeholder: 'cost_centre' },
            { field: 'to', widget: 'text', label: 'As', placeholder: 'Cost centre' },
          ],
        },
      },
      { field: 'into', widget: 'text', label: 'Field for the answer', visibleWhen: { field: 'join', is: ['whole'] } },
      {
        field: 'resultPath',
        widget: 'text',
        label: 'Path to the result',
        help: 'Where the answer holds what was looked for, such as data or results.0. Empty: the answer itself.',
        placeholder: 'data',
      },
      {
        field: 'missing',
        widget: 'choice',
        label: 'If there is no such thing',
        options: [
          { value: 'keep', label: 'Leave the values empty' },
          { value: 'reject', label: 'Reject the record' },
          { value: 'fail', label: 'End the run' },
        ],
      },
      {
        field: 'refused',
        widget: 'choice',
        label: 'If it is refused',
        help: 'Another status, or an answer that does not count.',
        options: [
          { value: 'reject', label: 'Reject the record' },
          { value: 'fail', label: 'End the run' },
        ],
      },
    ],
  },
  {
    title: 'Calls',
    advanced: true,
    fields: [
      {
        field: 'per',
        widget: 'choice',
        label: 'One call for',
        options: [
          { value: 'record', label: 'Each record' },
          { value: 'batch', label: 'Several records', help: 'Only where the service takes a list of keys.' },
        ],
      },
      { field: 'batch', widget: 'number', label: 'Most records at once', min: 2, max: 1000, ...batches },
      { field: 'key', widget: 'column', label: 'Asked for by', ...batches },
      {
        field: 'keyName',
        widget: 'text',
        label: 'Name of the keys',
        help: 'GET: a parameter with commas between the keys. POST: a list in the JSON of the body.',
        ...batches,
      },
      { field: 'answerKey', widget: 'text', label: 'Key in each answer', ...batches },
      { field: 'remember', widget: 'switch', label: 'Ask the same only once', help: 'Equal calls of a run are made once.' },
      {
        field: 'method',
        widget: 'choice',
        label: 'Method',
        options: [
          { value: 'GET', label: 'GET' },
          { value: 'POST', label: 'POST', help: 'For services that take a search as a body.' },
        ],
      },
      {
        field: 'template',
        widget: 'textarea',
        label: 'Template',
        help: 'Between quotes, {Field} becomes the text of the value; elsewhere the value itself, a number as a number. No value can break out.',
        placeholder: '{"employee": {EmpNo}}',
        ...posts,
      },
      {
        field: 'onlyReads',
        widget: 'switch',
        label: 'Only reads',
        help: 'This POST changes nothing there: previews may send it too, and it may be tried again.',
        ...posts,
      },
      { field: 'headers', widget: 'key-values', label: 'Headers', help: 'Nothing secret: the connection signs in. {Field} is a value of the record.' },
      { field: 'missingStatuses', widget: 'text', label: 'Statuses for no such thing', placeholder: '404, 410' },
      { field: 'mostBytes', widget: 'size', label: 'Largest answer', help: 'Of one call, unpacked.', min: 1024, max: 1 << 28 },
    ],
  },
  answerRulesSection,
];

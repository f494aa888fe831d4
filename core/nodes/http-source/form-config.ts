import type { FormSection } from '../../catalog/form.ts';
import { answerRulesSection, httpConnectionField } from '../../catalog/http-settings.ts';

const pages = (...is: string[]) => ({ visibleWhen: { field: 'paging', is } });

/** The form of the step. */
export const httpSourceForm: readonly FormSection[] = [
  {
    fields: [
      httpConnectionField,
      {
        field: 'path',
        widget: 'text',
        label: 'Path',
        help: 'Behind the address of the connection. {param.name} and {date} are filled in.',
        placeholder: '/employees',
      },
      { field: 'query', widget: 'key-values', label: 'Parameters', help: 'Put behind the question mark, such as active = true.' },
      {
        field: 'recordsPath',
        widget: 'text',
        label: 'Path to the records',
        help: 'Where the list is in the answer, as names with dots. Empty when the answer itself is the list.',
        placeholder: 'data.items',
        visibleWhen: { field: 'format', is: ['auto', 'json'] },
      },
    ],
  },
  {
    title: 'Pages',
    fields: [
      {
        field: 'paging',
        widget: 'choice',
        label: 'The answer comes',
        options: [
          { value: 'none', label: 'At once' },
          { value: 'page', label: 'By page number', help: 'Page 1, 2, 3, until one is empty.' },
          { value: 'offset', label: 'By first record', help: 'From record 0, 100, 200, until a page is empty.' },
          { value: 'cursor', label: 'By a mark', help: 'Each answer holds a mark (cursor, token) to ask for the next with.' },
          { value: 'link', label: 'By the header Link', help: 'Its link called next leads on.' },
          { value: 'next', label: 'By a next address', help: 'The answer holds the address of the next page.' },
        ],
      },
      { field: 'pageName', widget: 'text', label: 'Name of the page number', ...pages('page') },
      { field: 'firstPage', widget: 'number', label: 'First page', min: 0, max: 1_000_000, ...pages('page') },
      { field: 'offsetName', widget: 'text', label: 'Name of the first record', ...pages('offset') },
      { field: 'cursorName', widget: 'text', label: 'Ask with the mark as', ...pages('cursor') },
      {
        field: 'cursorIn',
        widget: 'choice',
        label: 'The mark stands in',
        options: [
          { value: 'body', label: 'The answer' },
          { value: 'header', label: 'A header' },
        ],
        ...pages('cursor'),
      },
      { field: 'cursorPath', widget: 'text', label: 'Path to the mark', placeholder: 'meta.next_cursor', visibleWhen: { field: 'cursorIn', is: ['body'] } },
      { field: 'cursorHeader', widget: 'text', label: 'Header of the mark', visibleWhen: { field: 'cursorIn', is: ['header'] } },
      { field: 'nextPath', widget: 'text', label: 'Path to the next address', placeholder: 'links.next', ...pages('next') },
      {
        field: 'sizeName',
        widget: 'text',
        label: 'Name of the page size',
        help: 'Empty: the service decides.',
        placeholder: 'limit',
        ...pages('page', 'offset', 'cursor', 'link', 'next'),
      },
      { field: 'size', widget: 'number', label: 'Page size', min: 1, max: 100_000, ...pages('page', 'offset', 'cursor', 'link', 'next') },
      {
        field: 'maxPages',
        widget: 'number',
        label: 'Most pages',
        help: 'A service that never ends is stopped here.',
        min: 1,
        max: 1_000_000,
        ...pages('page', 'offset', 'cursor', 'link', 'next'),
      },
      {
        field: 'endStatus',
        widget: 'number',
        label: 'Status behind the last page',
        help: 'Such as 404, where the service says so in place of an empty page. 0: none.',
        min: 0,
        max: 599,
        ...pages('page', 'offset'),
      },
    ],
  },
  {
    title: 'Only what is new',
    fields: [
      {
        field: 'watermark',
        widget: 'text',
        label: 'Field that only grows',
        help: 'Each run asks only for what came after the largest value of the last one. Empty: everything, every time.',
        placeholder: 'updated_at',
      },
      { field: 'watermarkName', widget: 'text', label: 'Ask for it as', help: 'Name of the parameter.', placeholder: 'updated_since' },
      {
        field: 'watermarkStart',
        widget: 'text',
        label: 'In the first run',
        help: 'Value of the parameter while nothing has been read yet. Empty: it is left out.',
        placeholder: '2026-01-01',
      },
      {
        field: 'watermarkKey',
        widget: 'text',
        label: 'Field that names a record',
        help: 'With it, records with the same value as the last one read are neither left out nor read twice.',
        placeholder: 'id',
      },
      {
        field: 'watermarkBack',
        widget: 'number',
        label: 'Ask from further back',
        help: 'So many seconds (or numbers) before the largest value, without what was read already: for services that give only what is larger, or where records appear late.',
        min: 0,
        max: 31_536_000,
      },
    ],
  },
  {
    title: 'Request',
    advanced: true,
    fields: [
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
        field: 'body',
        widget: 'textarea',
        label: 'Body',
        help: 'JSON where it looks like it. {param.name} is filled in.',
        placeholder: '{"active": true}',
        visibleWhen: { field: 'method', is: ['POST'] },
      },
      {
        field: 'onlyReads',
        widget: 'switch',
        label: 'Only reads',
        help: 'This POST changes nothing there: previews may send it too, and it may be tried again.',
        visibleWhen: { field: 'method', is: ['POST'] },
      },
      { field: 'headers', widget: 'key-values', label: 'Headers', help: 'Nothing secret: the connection signs in.' },
      {
        field: 'format',
        widget: 'choice',
        label: 'Format',
        options: [
          { value: 'auto', label: 'Detect', help: 'By what the answer says of itself, and how it begins.' },
          { value: 'json', label: 'JSON', help: 'A list of records, or an object that holds it.' },
          { value: 'lines', label: 'One record per line', help: 'Also known as NDJSON or JSON Lines.' },
          { value: 'csv', label: 'Delimited text', help: 'CSV or TSV, with a header.' },
        ],
      },
      { field: 'mostBytes', widget: 'size', label: 'Largest answer', help: 'Of one page, unpacked.', min: 1024, max: 1 << 30 },
    ],
  },
  answerRulesSection,
];

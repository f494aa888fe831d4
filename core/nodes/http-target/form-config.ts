import type { FormSection } from '../../catalog/form.ts';
import { answerRulesSection, httpConnectionField } from '../../catalog/http-settings.ts';

const own = { visibleWhen: { field: 'preset', is: ['own'] } };
const ifttt = { visibleWhen: { field: 'preset', is: ['ifttt'] } };
const batches = { visibleWhen: { field: 'per', is: ['batch'] } };

/** The form of the step. */
export const httpTargetForm: readonly FormSection[] = [
  {
    fields: [
      httpConnectionField,
      {
        field: 'preset',
        widget: 'choice',
        label: 'Send to',
        options: [
          { value: 'own', label: 'An API or a webhook of your own' },
          {
            value: 'ifttt',
            label: 'IFTTT Webhooks',
            help: 'Up to three values for an event. The connection has the secret address …/trigger/{event}/with/key/….',
          },
          { value: 'zapier', label: 'Zapier Catch Hook', help: 'Each record starts the Zap. The connection has the secret address of the hook.' },
          { value: 'make', label: 'Make, custom webhook', help: 'Each record starts the scenario. The connection has the secret address of the webhook.' },
          {
            value: 'power-automate',
            label: 'Power Automate',
            help: 'Each record starts the flow "When an HTTP request is received". The connection has its secret address.',
          },
        ],
      },
      { field: 'value1', widget: 'column', label: 'Value 1', ...ifttt },
      { field: 'value2', widget: 'column', label: 'Value 2', ...ifttt },
      { field: 'value3', widget: 'column', label: 'Value 3', ...ifttt },
      {
        field: 'method',
        widget: 'choice',
        label: 'Method',
        options: [
          { value: 'POST', label: 'POST', help: 'Adds something there.' },
          { value: 'PUT', label: 'PUT', help: 'Puts it in the place of what is there.' },
          { value: 'PATCH', label: 'PATCH', help: 'Changes a part of what is there.' },
          { value: 'DELETE', label: 'DELETE', help: 'Takes it away.' },
        ],
        ...own,
      },
      {
        field: 'path',
        widget: 'text',
        label: 'Path',
        help: 'Behind the address of the connection. {Field} is a value of the record, {param.name} one of the flow.',
        placeholder: '/employees/{EmpNo}',
        ...own,
      },
    ],
  },
  {
    title: 'What is sent',
    fields: [
      {
        field: 'per',
        widget: 'choice',
        label: 'One request for',
        options: [
          { value: 'record', label: 'Each record' },
          { value: 'batch', label: 'Several records', help: 'As a list. Only where the service takes one.' },
        ],
        visibleWhen: { field: 'preset', is: ['own', 'zapier', 'make', 'power-automate'] },
      },
      { field: 'batch', widget: 'number', label: 'Most records at once', min: 2, max: 4096, ...batches },
      {
        field: 'listName',
        widget: 'text',
        label: 'Name of the list',
        help: 'The list is sent as { name: [ … ] }. Empty: as it is.',
        placeholder: 'items',
        ...batches,
      },
      {
        field: 'body',
        widget: 'choice',
        label: 'Body',
        options: [
          { value: 'json', label: 'JSON', help: 'The fields of the record by their names.' },
          { value: 'template', label: 'A template', help: 'JSON of your own, with {Field} in it.' },
          { value: 'form', label: 'A form', help: 'As a web page sends it.' },
          { value: 'none', label: 'None' },
        ],
        ...own,
      },
      {
        field: 'template',
        widget: 'textarea',
        label: 'Template',
        help: 'Between quotes, {Field} becomes the text of the value; elsewhere the value itself, a number as a number. No value can break out.',
        placeholder: '{"name": {Last name}, "note": "from {Town}"}',
        visibleWhen: { field: 'body', is: ['template'] },
      },
      {
        field: 'fields',
        widget: 'columns',
        label: 'Only these fields',
        help: 'None chosen: all of them.',
        visibleWhen: { field: 'body', is: ['json', 'form'] },
      },
    ],
  },
  {
    title: 'Sent twice?',
    fields: [
      {
        field: 'keyHeader',
        widget: 'text',
        label: 'Header of the key',
        help: 'Each request has a key that is the same in every try, so that the service can tell. Empty: none is sent.',
      },
      {
        field: 'knowsKeys',
        widget: 'switch',
        label: 'A second time does nothing',
        help: 'The service knows the key again, or the same request (PUT, DELETE) changes nothing a second time. Then a request without an answer is sent again; otherwise you are asked.',
      },
    ],
  },
  {
    title: 'Request',
    advanced: true,
    fields: [
      { field: 'query', widget: 'key-values', label: 'Parameters', help: 'Put behind the question mark. {Field} is a value of the record.' },
      { field: 'headers', widget: 'key-values', label: 'Headers', help: 'Nothing secret: the connection signs in. {Field} is a value of the record.' },
    ],
  },
  {
    title: 'Results of single records',
    advanced: true,
    fields: [
      {
        field: 'itemsPath',
        widget: 'text',
        label: 'Path to the results',
        help: 'Where the answer to several records has a list with a result for each, in their order.',
        placeholder: 'results',
      },
      {
        field: 'itemErrorPath',
        widget: 'text',
        label: 'Rejected if there is',
        help: 'A path in each result: something there means that the service did not take the record.',
        placeholder: 'error',
      },
    ],
  },
  answerRulesSection,
];

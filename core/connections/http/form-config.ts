import type { FormSection } from '../../catalog/form.ts';
import { authorityForm } from '../../catalog/server-address.ts';

const oauth = { visibleWhen: { field: 'signIn', is: ['oauth2'] } } as const;

/** The form of an HTTP connection. */
export const httpForm: readonly FormSection[] = [
  {
    fields: [
      {
        field: 'address',
        widget: 'text',
        label: 'Address',
        help: 'Where every path starts. The connection is bound to this host.',
        placeholder: 'https://hr-api.example/v1',
      },
    ],
  },
  {
    title: 'Sign-in',
    fields: [
      {
        field: 'signIn',
        widget: 'choice',
        label: 'Way to sign in',
        options: [
          { value: 'none', label: 'None', help: 'Open to everybody.' },
          { value: 'basic', label: 'User and password', help: 'Basic authentication.' },
          { value: 'bearer', label: 'Token', help: 'A bearer token that does not change.' },
          { value: 'api-key', label: 'API key', help: 'In a header, or in the address.' },
          { value: 'oauth2', label: 'OAuth 2, for programs', help: 'Client credentials: a token is fetched automatically, and renewed before it expires.' },
          { value: 'secret-address', label: 'Secret address', help: 'For webhooks: whoever knows the address may send.' },
        ],
      },
      { field: 'user', widget: 'text', label: 'User', visibleWhen: { field: 'signIn', is: ['basic'] } },
      { field: 'password', widget: 'secret', label: 'Password', visibleWhen: { field: 'signIn', is: ['basic'] } },
      { field: 'token', widget: 'secret', label: 'Token', visibleWhen: { field: 'signIn', is: ['bearer'] } },
      {
        field: 'keyIn',
        widget: 'choice',
        label: 'Key goes into',
        options: [
          { value: 'header', label: 'A header' },
          { value: 'query', label: 'The address', help: 'Behind the question mark. Servers often write addresses to their logs, so a header is better.' },
        ],
        visibleWhen: { field: 'signIn', is: ['api-key'] },
      },
      { field: 'keyName', widget: 'text', label: 'Name of the key', placeholder: 'X-API-Key', visibleWhen: { field: 'signIn', is: ['api-key'] } },
      { field: 'key', widget: 'secret', label: 'Key', visibleWhen: { field: 'signIn', is: ['api-key'] } },
      {
        field: 'tokenFrom',
        widget: 'choice',
        label: 'Tokens come from',
        options: [
          { value: 'address', label: 'A token address', help: 'As the documentation of the service names it.' },
          { value: 'discovery', label: 'A sign-in service', help: 'It says itself where tokens are given (OpenID discovery).' },
        ],
        ...oauth,
      },
      {
        field: 'tokenAddress',
        widget: 'text',
        label: 'Token address',
        placeholder: 'https://login.example/oauth2/token',
        visibleWhen: { field: 'tokenFrom', is: ['address'] },
      },
      {
        field: 'issuer',
        widget: 'text',
        label: 'Sign-in service',
        placeholder: 'https://login.example',
        visibleWhen: { field: 'tokenFrom', is: ['discovery'] },
      },
      { field: 'clientId', widget: 'text', label: 'Client id', ...oauth },
      { field: 'client-secret', widget: 'secret', label: 'Client secret', ...oauth },
      {
        field: 'scope',
        widget: 'text',
        label: 'Scope',
        help: 'What the token is to allow, with spaces between. Empty: what the service gives by default.',
        ...oauth,
      },
      { field: 'audience', widget: 'text', label: 'Audience', help: 'Only where the service asks for it.', ...oauth },
      {
        field: 'clientIn',
        widget: 'choice',
        label: 'Client goes into',
        options: [
          { value: 'header', label: 'A header', help: 'As the standard prefers.' },
          { value: 'body', label: 'The body' },
        ],
        ...oauth,
      },
      {
        field: 'secret-part',
        widget: 'secret',
        label: 'Secret part of the address',
        help: 'Everything behind the host name, or the whole address.',
        visibleWhen: { field: 'signIn', is: ['secret-address'] },
      },
    ],
  },
  {
    title: 'Try the sign-in',
    fields: [
      {
        field: 'testPath',
        widget: 'text',
        label: 'Test path',
        help: 'Read when the connection is tested, to see whether the sign-in is accepted. Name one that only reads.',
        placeholder: '/me',
      },
    ],
  },
  {
    title: 'Reach',
    advanced: true,
    fields: [
      {
        field: 'internal',
        widget: 'switch',
        label: 'Internal addresses',
        help: 'Allow addresses of this machine and of private networks. Off, nothing inside your network can be reached, whatever a name is turned into.',
      },
      authorityForm('authority'),
      {
        field: 'proxy',
        widget: 'text',
        label: 'Proxy',
        help: 'All requests go through it. Empty: straight to the service.',
        placeholder: 'http://proxy.example:3128',
      },
    ],
  },
  {
    title: 'Pace and limits',
    advanced: true,
    fields: [
      { field: 'concurrency', widget: 'number', label: 'Requests at the same time', min: 1, max: 100 },
      { field: 'rate', widget: 'number', label: 'Most requests', help: 'In the time chosen below, evenly spread; 0 for no limit.', min: 0, max: 100_000 },
      {
        field: 'ratePer',
        widget: 'choice',
        label: 'In',
        options: [
          { value: 'second', label: 'A second' },
          { value: 'minute', label: 'A minute' },
        ],
      },
      { field: 'connectMs', widget: 'duration', label: 'Wait for a connection', min: 100, max: 600_000 },
      { field: 'firstByteMs', widget: 'duration', label: 'Wait for an answer to begin', min: 100, max: 3_600_000 },
      { field: 'totalMs', widget: 'duration', label: 'Longest time for a request', min: 100, max: 86_400_000 },
    ],
  },
  {
    title: 'Headers',
    advanced: true,
    fields: [{ field: 'headers', widget: 'key-values', label: 'Headers of every request', help: 'Nothing secret: they are kept readable.' }],
  },
];

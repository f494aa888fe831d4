import * as z from 'zod';
import { requestSettingsSchema } from '../../base/trigger-settings.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import { defineNode, type SettingProblem, START_PORT } from '../../catalog/node-spec.ts';
import { type SettingsOf, settingsSchema } from '../../catalog/settings-schema.ts';

const config = settingsSchema(() => ({
  /** Behind the address of this computer, without slashes at its ends. */
  path: z.string().default(''),
  methods: z.enum(['post', 'post-put', 'get-post', 'any']).default('post'),
  proof: z.enum(['none', 'token', 'hmac']).default('token'),
  proofIn: z.enum(['header', 'query']).default('header'),
  proofName: z.string().default('X-Webhook-Secret'),
  proofPrefix: z.string().default('sha256='),
  algorithm: z.enum(['sha256', 'sha512', 'sha1']).default('sha256'),
  encoding: z.enum(['hex', 'base64']).default('hex'),
  /** Only stands for the secret on the form: it is kept in the vault, never here. */
  secret: z.literal('').default(''),
  answer: z.enum(['at-once', 'result']).default('at-once'),
  waitSeconds: z.number().min(1).max(300).default(30),
  runs: z.enum(['each', 'together']).default('together'),
  most: z.number().int().min(1).max(10_000).default(1_000),
  sameBy: z.enum(['none', 'header', 'body']).default('none'),
  sameName: z.string().default(''),
  keepHeaders: z.array(z.string()).default(['user-agent']),
  mostKb: z.number().min(1).max(16_384).default(1_024),
  perMinute: z.number().int().min(1).max(1_000_000).default(20_000),
  backlog: z.number().int().min(1).max(1_000_000).default(100_000),
}));
/** Which requests start the flow, and how they are answered. */
export type WebhookConfig = SettingsOf<typeof config>;

const METHODS: Readonly<Record<WebhookConfig['methods'], string[]>> = {
  post: ['POST'],
  'post-put': ['POST', 'PUT'],
  'get-post': ['GET', 'POST'],
  any: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
};

const bare = (path: string) => path.trim().replace(/^\/+|\/+$/g, '');

/** Starts the flow when a request comes in. */
export const spec = defineNode<WebhookConfig>({
  kind: 'webhook',
  version: 1,
  role: 'trigger',
  title: 'Webhook',
  icon: 'webhook',
  description: 'Starts the flow when another program sends a request to this computer.',
  keywords: ['http', 'request', 'post', 'rest', 'api', 'endpoint', 'callback', 'push', 'ifttt', 'zapier', 'make', 'power automate', 'form'],
  inputs: [],
  outputs: [{ name: START_PORT, label: 'Start', carries: 'start' }],
  config,
  form: [
    {
      fields: [
        {
          field: 'path',
          widget: 'webhook-path',
          label: 'Path',
          help: 'What stands behind the address of this computer. Each path belongs to one trigger.',
          placeholder: 'orders',
        },
        {
          field: 'proof',
          widget: 'choice',
          label: 'Requests prove themselves by',
          options: [
            { value: 'token', label: 'A secret that is sent along' },
            { value: 'hmac', label: 'A signature (HMAC)', help: 'The body is signed with the secret, as GitHub, Shopify or Stripe do.' },
            { value: 'none', label: 'Nothing', help: 'Whoever reaches this computer can start the flow.' },
          ],
        },
        {
          field: 'secret',
          widget: 'webhook-secret',
          label: 'Secret',
          help: 'Kept in the vault of this workspace, never in the flow. Give it to the other side.',
          visibleWhen: { field: 'proof', is: ['token', 'hmac'] },
        },
        {
          field: 'proofIn',
          widget: 'choice',
          label: 'The secret is sent in',
          options: [
            { value: 'header', label: 'A header' },
            { value: 'query', label: 'A parameter of the address', help: 'For services that can set no header. It may be seen in their logs.' },
          ],
          visibleWhen: { field: 'proof', is: ['token'] },
        },
        {
          field: 'proofName',
          widget: 'text',
          label: 'Name of the header or parameter',
          placeholder: 'X-Webhook-Secret',
          visibleWhen: { field: 'proof', is: ['token', 'hmac'] },
        },
        { field: 'proofPrefix', widget: 'text', label: 'In front of the signature', placeholder: 'sha256=', visibleWhen: { field: 'proof', is: ['hmac'] } },
        {
          field: 'answer',
          widget: 'choice',
          label: 'Answer',
          options: [
            { value: 'at-once', label: 'At once', help: 'As soon as the request is safely on disk.' },
            { value: 'result', label: 'With the result of the run', help: 'The other side waits until the run is over.' },
          ],
        },
        { field: 'waitSeconds', widget: 'number', label: 'Wait at most', unit: 's', min: 1, max: 300, visibleWhen: { field: 'answer', is: ['result'] } },
      ],
    },
    {
      title: 'Details',
      advanced: true,
      fields: [
        {
          field: 'methods',
          widget: 'choice',
          label: 'Kinds of requests',
          options: [
            { value: 'post', label: 'POST' },
            { value: 'post-put', label: 'POST and PUT' },
            { value: 'get-post', label: 'GET and POST' },
            { value: 'any', label: 'GET, POST, PUT, PATCH and DELETE' },
          ],
        },
        {
          field: 'algorithm',
          widget: 'choice',
          label: 'Algorithm of the signature',
          options: [
            { value: 'sha256', label: 'SHA-256' },
            { value: 'sha512', label: 'SHA-512' },
            { value: 'sha1', label: 'SHA-1', help: 'Only for services that know nothing better.' },
          ],
          visibleWhen: { field: 'proof', is: ['hmac'] },
        },
        {
          field: 'encoding',
          widget: 'choice',
          label: 'The signature is written as',
          options: [
            { value: 'hex', label: 'Hexadecimal digits' },
            { value: 'base64', label: 'Base64' },
          ],
          visibleWhen: { field: 'proof', is: ['hmac'] },
        },
        {
          field: 'runs',
          widget: 'choice',
          label: 'If several requests wait',
          options: [
            {
              value: 'together',
              label: 'One run for all that wait',
              help: 'The first starts a run at once; those that come meanwhile go together into the next.',
            },
            { value: 'each', label: 'A run for each' },
          ],
        },
        { field: 'most', widget: 'number', label: 'Most requests in one run', min: 1, max: 10_000, visibleWhen: { field: 'runs', is: ['together'] } },
        {
          field: 'sameBy',
          widget: 'choice',
          label: 'A request that is sent twice is known by',
          options: [
            { value: 'none', label: 'Nothing', help: 'Each request counts.' },
            { value: 'header', label: 'A header', help: 'Such as Idempotency-Key.' },
            { value: 'body', label: 'A field of the body', help: 'Such as id, or data.id.' },
          ],
        },
        {
          field: 'sameName',
          widget: 'text',
          label: 'Its name',
          placeholder: 'id',
          visibleWhen: { field: 'sameBy', is: ['header', 'body'] },
        },
        { field: 'keepHeaders', widget: 'texts', label: 'Headers to keep', help: 'For the source Received data. What signs in is never kept.' },
        { field: 'mostKb', widget: 'number', label: 'Largest body', unit: 'KB', min: 1, max: 16_384 },
        { field: 'perMinute', widget: 'number', label: 'Most requests a minute', min: 1, max: 1_000_000 },
        { field: 'backlog', widget: 'number', label: 'Most requests that may wait', help: 'More are refused until some are done.', min: 1, max: 1_000_000 },
      ],
    },
  ],
  fanOut: 'one',
  effects: () => 'none',
  summary: ({ path, methods }) => (bare(path) === '' ? 'no path yet' : cutWords(`${METHODS[methods][0] ?? ''} /${bare(path)}`)),
  check({ path, proof, proofName, sameBy, sameName }) {
    const problems: SettingProblem[] = [];
    const missing = (field: string, message: string, hint: string) => problems.push({ code: 'missing-setting', field, message, hint });
    if (bare(path) === '') missing('path', 'No path is set.', 'Such as orders: the other side sends to the address of this computer with /orders behind it.');
    else if (!/^[A-Za-z0-9._~-]+(\/[A-Za-z0-9._~-]+)*$/.test(bare(path)))
      problems.push({
        code: 'wrong-setting',
        field: 'path',
        message: `"${path}" is not a path.`,
        hint: 'Letters, digits, dots, hyphens and underscores, with slashes between parts: hr/new-employee.',
      });
    if (proof !== 'none' && !/^[A-Za-z0-9_.-]+$/.test(proofName))
      missing('proofName', 'The header or parameter that carries the proof has no name.', 'Such as X-Webhook-Secret.');
    if (sameBy !== 'none' && sameName.trim() === '') missing('sameName', 'The header or field that identifies a repeated request is missing.', 'Such as id.');
    if (proof === 'none')
      problems.push({
        code: 'no-proof',
        field: 'proof',
        severity: 'warning',
        message: 'Whoever reaches this computer can start the flow.',
        hint: 'Let requests prove themselves by a secret.',
      });
    return problems;
  },
  fields: () => ({}),
  uses: () => [],
  starts: ({ runs, secret: _never, methods, ...settings }) =>
    bare(settings.path) === ''
      ? null
      : requestSettingsSchema.parse({ on: 'requests', ...settings, path: bare(settings.path), methods: METHODS[methods], together: runs === 'together' }),
});

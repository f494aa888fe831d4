import { ORPCError } from '@orpc/server';
import { expect, test } from 'vitest';
import { Defect, OperationalError, UserError } from '../base/errors.ts';
import { toContractError } from './answer-errors.ts';

test.each([
  [
    new UserError('bad-thing', 'Mend it.', { hint: 'Here.', place: { node: 'n' } }),
    'USER',
    { class: 'user', code: 'bad-thing', message: 'Mend it.', hint: 'Here.', place: { node: 'n' } },
  ],
  [new UserError('run-not-found', 'Gone.'), 'NOT_FOUND', { code: 'run-not-found' }],
  [new UserError('flow-changed-elsewhere', 'Newer.'), 'CONFLICT', { code: 'flow-changed-elsewhere' }],
  [new OperationalError('no-server', 'Down.', { retryable: true }), 'OPERATIONAL', { class: 'operational', retryable: true }],
  [new Defect('ours', 'Oops.'), 'DEFECT', { class: 'defect', code: 'ours' }],
  [new TypeError('x is not a function'), 'DEFECT', { code: 'unexpected', details: expect.stringContaining('TypeError') }],
  ['thrown text', 'DEFECT', { code: 'unexpected' }],
  [new ORPCError('INTERNAL_SERVER_ERROR', { message: 'Output validation failed' }), 'DEFECT', { class: 'defect' }],
  [
    new ORPCError('BAD_REQUEST', { data: { issues: [{ path: ['flow', { key: 'nodes' }], message: 'expected array' }] } }),
    'USER',
    { code: 'bad-input', message: 'The request is not valid at flow.nodes: expected array.' },
  ],
])('%s is answered as %s', (error, code, data) => {
  expect(toContractError(error)).toMatchObject({ code, defined: true, data });
});

test('what is one of the contract’s already stays as it is', () => {
  const error = toContractError(new UserError('x', 'y'));
  expect(toContractError(error)).toBe(error);
});

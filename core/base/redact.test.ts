import { expect, test } from 'vitest';
import { createLearningRedactor, createRedactor, NO_REDACTION, REDACTED } from './redact.ts';

const SIGNS = ['a', 'Z', '7', ' ', '+', '/', '%', '"', "'", '\\', '\n', '$', '.', '*', '(', ']', 'ä', '漢', '😀', '&', '=', ':', '@', '-', '_', '<'];

/** The same texts every time. */
function* made(count: number): Generator<string> {
  let state = 42;
  const next = (most: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
  for (let index = 0; index < count; index++) yield Array.from({ length: 4 + next(30) }, () => SIGNS[next(SIGNS.length)]).join('');
}

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');

test('no secret survives in any of its forms, and the words around it stay', () => {
  for (const secret of made(400)) {
    const { text } = createRedactor([secret]);
    const forms = [secret, encodeURIComponent(secret), new URLSearchParams({ p: secret }).toString().slice(2), JSON.stringify(secret).slice(1, -1)];
    for (const form of forms) {
      const told = text(`before ${form} behind`);
      expect(told).toBe(`before ${REDACTED} behind`);
    }
    for (const around of ['', 'u:', 'me:', 'user:', 'someone:'])
      for (const encode of [base64, (given: string) => Buffer.from(given).toString('base64url')]) {
        const whole = encode(`${around}${secret}`);
        const told = text(`Authorization: Basic ${whole} was refused`);
        expect(told).toContain(REDACTED);
        expect(told).toMatch(/^Authorization: Basic .* was refused$/);
        expect(told).not.toContain(base64(secret).replaceAll('=', ''));
        // What is left of the encoded text does not say the secret: at most a sign on either side of it.
        const left = told.slice('Authorization: Basic '.length, -' was refused'.length).split(REDACTED);
        expect((left.at(-1) ?? '').replaceAll('=', '').length).toBeLessThanOrEqual(1);
      }
  }
});

test('text without a secret is the same', () => {
  const { text } = createRedactor(['hunter2!', 'x', 'ab']);
  expect(text('An example: the exact box of abacus 12')).toBe('An example: the exact box of abacus 12');
  expect(text('password x was wrong')).toBe(`password ${REDACTED} was wrong`);
  expect(createRedactor(['', ' ']).text('a b')).toBe('a b');
  expect(createRedactor([])).toBe(NO_REDACTION);
});

test('of two secrets the longer one goes first; each line of a key goes', () => {
  expect(createRedactor(['secret', 'secret-word']).text('secret-word and secret')).toBe(`${REDACTED} and ${REDACTED}`);
  const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\nAAAABG5vbmUAAAAE\n-----END OPENSSH PRIVATE KEY-----\n';
  const { text } = createRedactor([key]);
  expect(text('line b3BlbnNzaC1rZXktdjEA is wrong')).toBe(`line ${REDACTED} is wrong`);
  expect(text(key)).not.toContain('AAAABG5vbmUAAAAE');
  expect(text('-----BEGIN OPENSSH PRIVATE KEY-----')).toContain('BEGIN');
});

test('a report loses it everywhere', () => {
  const { report } = createRedactor(['s3cr3t']);
  const given = {
    class: 'user' as const,
    code: 'sign-in-failed',
    message: 'No s3cr3t',
    hint: 's3cr3t?',
    details: 'at s3cr3t',
    place: { file: '/s3cr3t', row: 3 },
  };
  expect(JSON.stringify(report(given))).not.toContain('s3cr3t');
  expect(report(given)).toMatchObject({ code: 'sign-in-failed', place: { row: 3 } });
});

test('what comes to be known later is taken out from then on, beside what was known before', () => {
  const { text, learn } = createLearningRedactor(['hunter2!']);
  expect(text('hunter2! tok-81c')).toBe(`${REDACTED} tok-81c`);
  learn('tok-81c');
  learn('');
  expect(text('hunter2! tok-81c')).toBe(`${REDACTED} ${REDACTED}`);
  expect(text(Buffer.from('me:tok-81c').toString('base64'))).toContain(REDACTED);
  for (let at = 0; at < 60; at++) learn(`later-${at}`);
  expect(text('hunter2! later-59 later-20')).toBe([REDACTED, REDACTED, REDACTED].join(' '));
});

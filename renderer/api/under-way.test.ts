// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { contract } from '../../core/api/contract.ts';
import { answerWith, api } from './client.ts';
import { isAbort, toReport } from './report.ts';
import { useUnderWay } from './under-way.ts';
import { QUIET, WORDS, waitingWords } from './waiting-words.ts';

const words = () => useUnderWay.getState().calls.map((call) => call.words);

test('every call that a person may wait for is named until it is answered, or fails', async () => {
  let answer: (value: unknown) => void = () => undefined;
  answerWith((procedure) => {
    if (procedure === 'flows.rename') throw new Error('no');
    return new Promise((resolve) => {
      answer = resolve;
    });
  });
  const list = api.flows.list();
  expect(words()).toEqual(['Fetching the flows']);
  await new Promise((resolve) => setTimeout(resolve));
  answer([]);
  expect(await list).toEqual([]);
  await expect(api.flows.rename({ flowId: 'f', name: 'n' })).rejects.toThrow('no');
  expect(words()).toEqual([]);
});

test('waiting for what only reads can be given up, even if the answer never comes; that is said calmly', async () => {
  answerWith(() => new Promise(() => undefined));
  const peek = api.design.peek({ path: '/huge.csv' }).catch((error: unknown) => error);
  useUnderWay.getState().calls[0]?.stop();
  const error = await peek;
  expect([isAbort(error), toReport(error).code, words()]).toEqual([true, 'stopped', []]);
});

test('each procedure has words of its own or is quiet, none both; what is newer than this window is named all the same', () => {
  const procedures = new Set(Object.entries(contract).flatMap(([group, members]) => Object.keys(members).map((name) => `${group}.${name}`)));
  const known = [...Object.keys(WORDS), ...QUIET];
  expect(known.toSorted()).toEqual([...procedures].toSorted());
  expect([waitingWords('runs.list')?.words, waitingWords('app.watch'), waitingWords('flows.newest')?.words]).toEqual([
    'Fetching the runs',
    null,
    'Waiting for the answer',
  ]);
});

// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import type { Inspection } from '../../core/api/design-models.ts';
import * as edit from '../../core/flow/edit.ts';
import { answerWith } from '../api/client.ts';
import { useDocument } from './document.ts';
import { inspectNow, useInspection } from './inspection.ts';

test('whoever waits for an answer that a newer question made old waits for the newer one', async () => {
  const answers: ((problems: Inspection['problems']) => void)[] = [];
  answerWith(() => new Promise<Inspection>((resolve) => answers.push((problems) => resolve({ problems, arriving: {}, leaving: {}, offered: {} }))));
  useDocument.setState({ flowId: 'f', flow: edit.createFlow('f', 'F') });
  const old: Inspection['problems'] = [{ severity: 'error', code: 'old', message: 'Mended meanwhile.' }];
  useInspection.setState({ problems: old });
  const first = inspectNow().then(() => useInspection.getState().problems);
  const second = inspectNow();
  await vi.waitFor(() => expect(answers).toHaveLength(2), { timeout: 15_000 });
  answers[0]?.(old);
  await new Promise((resolve) => setTimeout(resolve, 5));
  answers[1]?.([]);
  expect(await first).toEqual([]);
  await second;
  expect(useInspection.getState()).toMatchObject({ known: true, problems: [] });
});

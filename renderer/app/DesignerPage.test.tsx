// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { createFlow } from '../../core/flow/edit.ts';
import { answerWith } from '../api/client.ts';
import { useDocument } from '../state/document.ts';
import { DesignerPage } from './DesignerPage.tsx';

afterEach(cleanup);

test('while the flow that was open is still being saved, it is not shown under the address of the next one', async () => {
  let isStored = () => {};
  const asked: string[] = [];
  answerWith((procedure) => {
    asked.push(procedure);
    if (procedure === 'flows.save') return new Promise((resolve) => (isStored = () => resolve({ version: 2, savedAt: 5 })));
    return new Promise(() => {});
  });
  useDocument.setState({ flowId: 'a', flow: createFlow('a', 'Was open before'), version: 1, saved: 'unsaved' });
  render(
    <MantineProvider>
      <DesignerPage flowId="b" />
    </MantineProvider>,
  );
  await waitFor(() => expect(asked).toContain('flows.save'));
  expect(screen.queryByText('Was open before')).toBeNull();
  expect(screen.queryByRole('region', { name: 'Canvas' })).toBeNull();
  isStored();
  expect(await screen.findByRole('complementary', { name: 'Settings of the step' })).toBeDefined();
  expect(asked).toContain('flows.get');
  expect(screen.queryByText('Was open before')).toBeNull();
});

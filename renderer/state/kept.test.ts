// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { answerWith } from '../api/client.ts';
import { connection } from '../api/connection.ts';
import { keptStorage, whenKept } from './kept.ts';

test('what was kept is fetched again when the line broke at the start, and what is kept later is sent', async () => {
  let asked = 0;
  const sent: unknown[] = [];
  answerWith((procedure, input: { window: number }) => {
    if (procedure === 'kept.keep') sent.push(input);
    else if (++asked <= 2) throw new Error('line broke');
    else return input.window === 0 ? { theme: 'dark' } : { drawer: 'open' };
    return {};
  });
  const state = vi.spyOn(connection, 'state', 'get').mockReturnValue('lost');
  const whenOpen = vi.spyOn(connection, 'whenOpen').mockImplementation(async () => {
    state.mockReturnValue('open');
  });
  await whenKept();
  expect(whenOpen).toHaveBeenCalledOnce();
  expect([keptStorage('person').getItem('theme'), keptStorage('window').getItem('drawer')]).toEqual(['dark', 'open']);
  keptStorage('window').setItem('drawer', 'closed');
  await vi.waitFor(() => expect(sent).toEqual([{ window: 1, texts: { drawer: 'closed' } }]), { timeout: 15_000 });
});

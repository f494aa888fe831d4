import { api } from '../api/client.ts';
import { type Theme, useUi } from './ui.ts';

/** Changes the colours at once, and keeps the choice with the workspace. */
export async function setTheme(theme: Theme): Promise<void> {
  useUi.getState().set({ theme });
  await api.app.saveSettings({ theme });
}

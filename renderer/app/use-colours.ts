import { useColorScheme } from '@mantine/hooks';
import { useEffect, useLayoutEffect } from 'react';
import { api } from '../api/client.ts';
import { useUi } from '../state/ui.ts';
import { useWorkspace } from '../state/workspace.ts';

/** Light or dark: the person's choice, else the system's. Marks the page for our tokens. */
export function useColours(): 'light' | 'dark' {
  const theme = useUi((state) => state.theme);
  const system = useColorScheme('light', { getInitialValueInEffect: false });
  const scheme = theme === 'system' ? system : theme;
  const density = useUi((state) => state.density);
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = scheme;
    document.documentElement.dataset['density'] = density;
  }, [scheme, density]);
  const isKnown = useWorkspace((state) => state.info !== null);
  useEffect(() => {
    if (isKnown)
      api.app.settings().then(
        (settings) => useUi.getState().set({ theme: settings.theme }),
        () => undefined,
      );
  }, [isKnown]);
  return scheme;
}

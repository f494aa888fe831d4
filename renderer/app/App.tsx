import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { CommandPalette } from '../commands/CommandPalette.tsx';
import { ShortcutSheet } from '../commands/ShortcutSheet.tsx';
import { cssVariables, theme } from '../ui/theme.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Frame } from './Frame.tsx';
import { useColours } from './use-colours.ts';
import { useLanguage } from './use-language.ts';

/** The window. */
export function App() {
  const scheme = useColours();
  const language = useLanguage();
  return (
    <MantineProvider key={language} theme={theme} forceColorScheme={scheme} cssVariablesResolver={cssVariables}>
      <ModalsProvider>
        <ErrorBoundary>
          <Frame />
          <CommandPalette />
          <ShortcutSheet />
        </ErrorBoundary>
        <Notifications position="bottom-right" limit={4} zIndex={400} />
      </ModalsProvider>
    </MantineProvider>
  );
}

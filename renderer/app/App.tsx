import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { CommandPalette } from '../commands/CommandPalette.tsx';
import { ShortcutSheet } from '../commands/ShortcutSheet.tsx';
import { useUi } from '../state/ui.ts';
import { DensityContext } from '../ui/density.ts';
import { cssVariables, theme } from '../ui/theme.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Frame } from './Frame.tsx';
import { useColours } from './use-colours.ts';
import { useDesktopMenu } from './use-desktop-menu.ts';
import { useLanguage } from './use-language.ts';

/** The window. */
export function App() {
  const scheme = useColours();
  const language = useLanguage();
  const density = useUi((state) => state.density);
  useDesktopMenu(language);
  return (
    <MantineProvider key={language} theme={theme} forceColorScheme={scheme} cssVariablesResolver={cssVariables}>
      <ModalsProvider>
        <DensityContext value={density}>
          <ErrorBoundary>
            <Frame />
            <CommandPalette />
            <ShortcutSheet />
          </ErrorBoundary>
        </DensityContext>
        <Notifications position="bottom-right" limit={4} zIndex={400} containerWidth={380} />
      </ModalsProvider>
    </MantineProvider>
  );
}

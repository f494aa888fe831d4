import { Button } from '@mantine/core';
import { useViewportSize } from '@mantine/hooks';
import { useEffect } from 'react';
import { welcome } from '../editing/first-steps.ts';
import { Designer } from '../features/designer/Designer.tsx';
import { DataDrawer } from '../features/drawer/DataDrawer.tsx';
import { FindPanel } from '../features/find/FindPanel.tsx';
import { GuideBar } from '../features/guide/GuideBar.tsx';
import { Inspector } from '../features/inspector/Inspector.tsx';
import { Palette } from '../features/palette/Palette.tsx';
import { PinButton } from '../features/pins/PinButton.tsx';
import { ProblemsPanel } from '../features/problems/ProblemsPanel.tsx';
import { SampleButton } from '../features/sample-bar/SampleButton.tsx';
import { StepBar } from '../features/step-bar/StepBar.tsx';
import { TopBar } from '../features/top-bar/TopBar.tsx';
import { t, text } from '../i18n/i18n.ts';
import { useDocument } from '../state/document.ts';
import { goTo } from '../state/route.ts';
import { openFlow } from '../state/session.ts';
import { paletteKey, useUi } from '../state/ui.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { Splitter } from '../ui/Splitter.tsx';
import styles from './DesignerPage.module.css';
import { ErrorBoundary } from './ErrorBoundary.tsx';

const BARS = 48 + 24;

/** Palette, canvas, settings and data of one flow. */
export function DesignerPage({ flowId }: { flowId: string }) {
  const openError = useDocument((state) => state.openError);
  // The flow that was open before is neither drawn under this one's address nor edited there.
  const isOther = useDocument((state) => state.flowId !== flowId && state.flow !== null);
  const { inspectorOpen, drawerOpen, inspectorWidth, drawerHeight, problemsOpen, set } = useUi();
  const { width, height } = useViewportSize();
  const paletteOpen = useUi((state) => state[paletteKey(width || undefined)]);
  useEffect(() => void openFlow(flowId).then(welcome), [flowId]);
  if (isOther) return null;
  if (openError)
    return (
      <EmptyState wholePage title={t('This flow cannot be opened')} actions={<Button onClick={() => goTo({ page: 'flows' })}>{t('All flows')}</Button>}>
        <ErrorNote report={openError} />
      </EmptyState>
    );
  const room = { width: width || 1_440, height: height || 900 };
  const widest = Math.max(300, Math.min(800, Math.round(room.width * 0.56)));
  const tallest = Math.max(120, room.height - BARS - 140);
  const usual = { width: between(300, room.width / 4, 360), height: between(200, room.height / 3, 300) };
  const settings = { size: Math.min(inspectorWidth ?? usual.width, widest), min: 280, max: widest, usual: usual.width };
  const data = { size: Math.min(drawerHeight ?? usual.height, tallest), min: 120, max: tallest, usual: usual.height };
  return (
    <>
      <ErrorBoundary panel={text('Bar of the flow')}>
        <TopBar />
      </ErrorBoundary>
      <div className={styles.body}>
        {paletteOpen && (
          <ErrorBoundary panel={text('Palette')}>
            <Palette />
          </ErrorBoundary>
        )}
        <div className={styles.middle}>
          <GuideBar />
          <div className={styles.canvas}>
            <ErrorBoundary panel={text('Canvas')}>
              <Designer />
            </ErrorBoundary>
            <StepBar />
            <FindPanel />
            {problemsOpen && <ProblemsPanel />}
          </div>
          {drawerOpen && (
            <>
              <Splitter orientation="horizontal" label={t('Height of the data')} {...data} onResize={(size) => set({ drawerHeight: size })} />
              <section className={styles.drawer} style={{ height: data.size }} aria-label={t('Data')}>
                <ErrorBoundary panel={text('Data')}>
                  <DataDrawer actions={[<PinButton key="pin" />, <SampleButton key="sample" />]} />
                </ErrorBoundary>
              </section>
            </>
          )}
        </div>
        {inspectorOpen && (
          <>
            <Splitter orientation="vertical" label={t('Width of the settings')} {...settings} onResize={(size) => set({ inspectorWidth: size })} />
            <aside className={styles.inspector} style={{ width: settings.size }} aria-label={t('Settings of the step')}>
              <ErrorBoundary panel={text('Settings of the step')}>
                <Inspector />
              </ErrorBoundary>
            </aside>
          </>
        )}
      </div>
    </>
  );
}

function between(least: number, wanted: number, most: number): number {
  return Math.round(Math.max(least, Math.min(most, wanted)));
}

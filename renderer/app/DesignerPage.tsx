import { Button } from '@mantine/core';
import { useViewportSize } from '@mantine/hooks';
import { useEffect } from 'react';
import { Designer } from '../features/designer/Designer.tsx';
import { DataDrawer } from '../features/drawer/DataDrawer.tsx';
import { Inspector } from '../features/inspector/Inspector.tsx';
import { Palette } from '../features/palette/Palette.tsx';
import { ProblemsPanel } from '../features/problems/ProblemsPanel.tsx';
import { TopBar } from '../features/top-bar/TopBar.tsx';
import { useDocument } from '../state/document.ts';
import { goTo } from '../state/route.ts';
import { openFlow } from '../state/session.ts';
import { useUi } from '../state/ui.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { Splitter } from '../ui/Splitter.tsx';
import styles from './DesignerPage.module.css';

const BARS = 48 + 24;

/** Palette, canvas, settings and data of one flow. */
export function DesignerPage({ flowId }: { flowId: string }) {
  const openError = useDocument((state) => state.openError);
  const { paletteOpen, inspectorOpen, drawerOpen, inspectorWidth, drawerHeight, problemsOpen, set } = useUi();
  const { width, height } = useViewportSize();
  useEffect(() => void openFlow(flowId), [flowId]);
  if (openError)
    return (
      <EmptyState title="This flow cannot be opened" actions={<Button onClick={() => goTo({ page: 'flows' })}>All flows</Button>}>
        <ErrorNote report={openError} />
      </EmptyState>
    );
  const widest = Math.max(280, Math.min(720, Math.round((width || 1440) * 0.5)));
  const tallest = Math.max(120, (height || 900) - BARS - 140);
  return (
    <>
      <TopBar />
      <div className={styles.body}>
        {paletteOpen && <Palette />}
        <div className={styles.middle}>
          <div className={styles.canvas}>
            <Designer />
            {problemsOpen && <ProblemsPanel />}
          </div>
          {drawerOpen && (
            <>
              <Splitter
                orientation="horizontal"
                label="Height of the data"
                size={Math.min(drawerHeight, tallest)}
                min={120}
                max={tallest}
                usual={300}
                onResize={(size) => set({ drawerHeight: size })}
              />
              <section className={styles.drawer} style={{ height: Math.min(drawerHeight, tallest) }} aria-label="Data">
                <DataDrawer />
              </section>
            </>
          )}
        </div>
        {inspectorOpen && (
          <>
            <Splitter
              orientation="vertical"
              label="Width of the settings"
              size={Math.min(inspectorWidth, widest)}
              min={280}
              max={widest}
              usual={360}
              onResize={(size) => set({ inspectorWidth: size })}
            />
            <aside className={styles.inspector} style={{ width: Math.min(inspectorWidth, widest) }} aria-label="Settings of the step">
              <Inspector />
            </aside>
          </>
        )}
      </div>
    </>
  );
}

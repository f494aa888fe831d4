import { useEffect } from 'react';
import { BackupsSection } from '../features/backups/BackupsSection.tsx';
import { RescuePage } from '../features/backups/RescuePage.tsx';
import { RestoredNote } from '../features/backups/RestoredNote.tsx';
import { ExamplesPage } from '../features/flows/ExamplesPage.tsx';
import { FlowsPage } from '../features/flows/FlowsPage.tsx';
import { RunPage } from '../features/runs/RunPage.tsx';
import { RunsPage } from '../features/runs/RunsPage.tsx';
import { SettingsPage } from '../features/settings/SettingsPage.tsx';
import { StatusBar } from '../features/status-bar/StatusBar.tsx';
import { text } from '../i18n/i18n.ts';
import { goTo, type Route, useRoute } from '../state/route.ts';
import { useWorkspace } from '../state/workspace.ts';
import { DesignerPage } from './DesignerPage.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import styles from './Frame.module.css';
import { LostConnection } from './LostConnection.tsx';
import { Rail } from './Rail.tsx';
import { StartPage } from './StartPage.tsx';
import { useTitle } from './use-title.ts';

/** Icon rail, the page of the route, status bar. */
export function Frame() {
  useTitle();
  const route = useRoute((state) => state.route);
  const openFlowId = useWorkspace((state) => state.info?.openFlowId);
  const isKnown = useWorkspace((state) => state.info !== null);
  const damage = useWorkspace((state) => state.info?.damage);
  useEffect(() => {
    if (route.page === 'start' && isKnown && !damage) goTo(openFlowId ? { page: 'flow', flowId: openFlowId } : { page: 'flows' });
  }, [route, isKnown, openFlowId, damage]);
  if (damage) return <RescuePage damage={damage} />;
  return (
    <div className={styles.frame}>
      <Rail />
      <main className={styles.page}>
        <LostConnection />
        <RestoredNote />
        <ErrorBoundary key={route.page} panel={text('Page')}>
          <Page route={route} />
        </ErrorBoundary>
      </main>
      <StatusBar />
    </div>
  );
}

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case 'flow':
      return <DesignerPage flowId={route.flowId} />;
    case 'flows':
      return <FlowsPage />;
    case 'examples':
      return <ExamplesPage />;
    case 'runs':
      return <RunsPage {...(route.flowId ? { flowId: route.flowId } : {})} />;
    case 'run':
      return <RunPage runId={route.runId} />;
    case 'settings':
      return <SettingsPage backups={<BackupsSection />} />;
    default:
      return <StartPage />;
  }
}

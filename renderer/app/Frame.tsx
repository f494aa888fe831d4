import { useEffect } from 'react';
import { AlertsPage } from '../features/alerts/AlertsPage.tsx';
import { ArrivalsPage } from '../features/arrivals/ArrivalsPage.tsx';
import { BackupsSection } from '../features/backups/BackupsSection.tsx';
import { RescuePage } from '../features/backups/RescuePage.tsx';
import { RestoredNote } from '../features/backups/RestoredNote.tsx';
import { ConnectionDesk } from '../features/connections/ConnectionDesk.tsx';
import { ConnectionsPage } from '../features/connections/ConnectionsPage.tsx';
import { ExamplesPage } from '../features/flows/ExamplesPage.tsx';
import { FlowsPage } from '../features/flows/FlowsPage.tsx';
import { ImportDialog } from '../features/import/ImportDialog.tsx';
import { PublishDialog } from '../features/publishing/PublishDialog.tsx';
import { RunPage } from '../features/runs/RunPage.tsx';
import { RunsPage } from '../features/runs/RunsPage.tsx';
import { SettingsPage } from '../features/settings/SettingsPage.tsx';
import { BroughtDialog } from '../features/snippets/BroughtDialog.tsx';
import { SnippetsPage } from '../features/snippets/SnippetsPage.tsx';
import { EnvironmentBand } from '../features/status-bar/EnvironmentBand.tsx';
import { StatusBar } from '../features/status-bar/StatusBar.tsx';
import { TriggersPage } from '../features/triggers/TriggersPage.tsx';
import { text } from '../i18n/i18n.ts';
import { lastFlow } from '../state/last-place.ts';
import { goTo, type Route, useRoute } from '../state/route.ts';
import { useWorkspace } from '../state/workspace.ts';
import { DesignerPage } from './DesignerPage.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import styles from './Frame.module.css';
import { LostConnection } from './LostConnection.tsx';
import { Rail } from './Rail.tsx';
import { StartPage } from './StartPage.tsx';
import { UnderWayBar } from './UnderWayBar.tsx';
import { useArrival } from './use-arrival.ts';
import { useTitle } from './use-title.ts';

/** Icon rail, the page of the route, status bar. */
export function Frame() {
  const title = useTitle();
  const page = useArrival();
  const route = useRoute((state) => state.route);
  const openFlowId = useWorkspace((state) => state.info?.openFlowId);
  const isKnown = useWorkspace((state) => state.info !== null);
  const damage = useWorkspace((state) => state.info?.damage);
  useEffect(() => {
    if (route.page !== 'start' || !isKnown || damage) return;
    void lastFlow()
      .catch(() => null)
      .then((last) => {
        const flowId = last ?? openFlowId;
        if (useRoute.getState().route.page === 'start') goTo(flowId ? { page: 'flow', flowId } : { page: 'flows' });
      });
  }, [route, isKnown, openFlowId, damage]);
  if (damage) return <RescuePage damage={damage} />;
  return (
    <div className={styles.frame}>
      <Rail />
      <main ref={page} className={styles.page} aria-label={title || undefined}>
        <UnderWayBar />
        <EnvironmentBand />
        <LostConnection />
        <RestoredNote />
        <ErrorBoundary key={route.page} panel={text('Page')}>
          <Page route={route} />
        </ErrorBoundary>
      </main>
      <StatusBar />
      <BroughtDialog />
      <ConnectionDesk />
      <ImportDialog />
      <PublishDialog />
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
      return <RunPage runId={route.runId} find={route.find ?? null} />;
    case 'triggers':
      return <TriggersPage />;
    case 'alerts':
      return <AlertsPage {...(route.incidentId ? { incidentId: route.incidentId } : {})} />;
    case 'snippets':
      return <SnippetsPage {...(route.snippetId ? { snippetId: route.snippetId } : {})} />;
    case 'connections':
      return (
        <ConnectionsPage
          {...(route.connectionId === undefined ? {} : { connectionId: route.connectionId })}
          {...(route.newKind === undefined ? {} : { newKind: route.newKind })}
        />
      );
    case 'arrivals':
      return <ArrivalsPage />;
    case 'settings':
      return <SettingsPage backups={<BackupsSection />} />;
    default:
      return <StartPage />;
  }
}

import { useEffect, useState } from 'react';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { noteSaved, useConnectionDrafts } from '../../state/connection-drafts.ts';
import { useConnections } from '../../state/connections.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { ConnectionEditor } from './ConnectionEditor.tsx';

interface ConnectionPanelProps {
  connectionId: string;
  narrow?: boolean;
  onSaved?(connectionId: string): void;
  onCancel?(): void;
  onRemoved?(): void;
}

/** A connection that is saved, to be looked at, tested and changed. */
export function ConnectionPanel({ connectionId, narrow = false, onSaved, onCancel, onRemoved }: ConnectionPanelProps) {
  const rows = useConnections((state) => state.rows);
  const isThere = useConnectionDrafts(({ drafts }) => drafts[connectionId] !== undefined);
  const [failed, setFailed] = useState<ErrorReport | null>(null);
  // The list is asked for again whenever anything of it changed, so what is open is asked for with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows say when to ask
  useEffect(() => {
    const stop = new AbortController();
    api.connections.get({ connectionId }, { signal: stop.signal }).then(
      (detail) => {
        if (stop.signal.aborted) return;
        noteSaved(detail);
        setFailed(null);
      },
      (error: unknown) => !stop.signal.aborted && setFailed(toReport(error)),
    );
    return () => stop.abort();
  }, [connectionId, rows]);
  if (failed) return <ErrorNote report={failed} />;
  if (!isThere) return null;
  return (
    <ConnectionEditor
      draftKey={connectionId}
      narrow={narrow}
      {...(onSaved ? { onSaved } : {})}
      {...(onCancel ? { onCancel } : {})}
      {...(onRemoved ? { onRemoved } : {})}
    />
  );
}

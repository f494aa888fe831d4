import { useCallback, useEffect, useState } from 'react';
import type { SnippetDetail, SnippetRow } from '../../../core/api/snippet-library-models.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';

interface Library {
  rows: readonly SnippetRow[] | null;
  /** The snippet that is shown; null until it is there. */
  detail: SnippetDetail | null;
  failed: ErrorReport | null;
  /** Asks for all of it again. */
  reload(): void;
}

/** The snippets of the library, and all that is known of the one that is shown. */
export function useLibrary(snippetId: string | undefined): Library {
  const [rows, setRows] = useState<readonly SnippetRow[] | null>(null);
  const [detail, setDetail] = useState<SnippetDetail | null>(null);
  const [failed, setFailed] = useState<ErrorReport | null>(null);
  const [asked, setAsked] = useState(0);
  const shown = snippetId ?? rows?.[0]?.snippetId;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` is there to ask again
  useEffect(() => {
    const stop = new AbortController();
    const refuse = (error: unknown) => !stop.signal.aborted && setFailed(toReport(error));
    api.snippets.list({ signal: stop.signal }).then((next) => {
      setRows(next);
      setFailed(null);
    }, refuse);
    return () => stop.abort();
  }, [asked]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` is there to ask again
  useEffect(() => {
    if (shown === undefined) return;
    const stop = new AbortController();
    api.snippets.get({ snippetId: shown }, { signal: stop.signal }).then(setDetail, (error) => !stop.signal.aborted && setFailed(toReport(error)));
    return () => stop.abort();
  }, [shown, asked]);
  const reload = useCallback(() => setAsked((times) => times + 1), []);
  return { rows, detail: detail?.snippetId === shown ? detail : null, failed, reload };
}

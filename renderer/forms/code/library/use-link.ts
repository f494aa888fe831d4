import { useCallback, useEffect, useState } from 'react';
import type { LinkState, SnippetDetail } from '../../../../core/api/snippet-library-models.ts';
import { type SnippetContent, type SnippetReference, sameSnippet } from '../../../../core/catalog/snippet-content.ts';
import { api } from '../../../api/client.ts';
import { toReport } from '../../../api/report.ts';

/** How a step's code stands to the library; `snippet` is null where the library does not know it. */
export interface Link {
  state: LinkState;
  snippet: SnippetDetail | null;
  /** What the version that the step is linked to holds; null where the library has no such version. */
  kept: SnippetContent | null;
}

/** Looks a step's link up in the library; null without one, and until it is known. `reload` asks again. */
export function useLink(reference: SnippetReference | null, content: SnippetContent): { link: Link | null; reload(): void } {
  const [found, setFound] = useState<{ id: string; snippet: SnippetDetail | null } | null>(null);
  const [asked, setAsked] = useState(0);
  const id = reference?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` is there to ask again
  useEffect(() => {
    if (id === undefined) return;
    const stop = new AbortController();
    api.snippets.get({ snippetId: id }, { signal: stop.signal }).then(
      (snippet) => setFound({ id, snippet }),
      (error) => {
        if (!stop.signal.aborted && toReport(error).code === 'snippet-not-found') setFound({ id, snippet: null });
      },
    );
    return () => stop.abort();
  }, [id, reference?.version, asked]);
  const reload = useCallback(() => setAsked((times) => times + 1), []);
  if (!reference || found?.id !== reference.id) return { link: null, reload };
  const { snippet } = found;
  const kept = snippet?.versions.find(({ version }) => version === reference.version)?.content ?? null;
  return { link: { state: stateOf(snippet, kept, reference, content), snippet, kept }, reload };
}

function stateOf(snippet: SnippetDetail | null, kept: SnippetContent | null, reference: SnippetReference, content: SnippetContent): LinkState {
  if (!snippet || !kept) return 'unknown';
  if (!sameSnippet(kept, content)) return 'changed';
  return snippet.version === reference.version ? 'current' : 'behind';
}

import { Button } from '@mantine/core';
import { Component } from 'react';
import { toErrorReport } from '../../core/base/errors.ts';
import { downloadDraft } from '../editing/download-draft.ts';
import { t } from '../i18n/i18n.ts';
import { saveNow } from '../state/autosave.ts';
import { useDocument } from '../state/document.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';

interface State {
  error: unknown;
  draft: 'unknown' | 'saved' | 'not-saved';
}

/** Our own fault on a screen: says so, and gets the draft into safety. */
export class ErrorBoundary extends Component<{ children: React.ReactNode }, State> {
  override state: State = { error: null, draft: 'unknown' };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error };
  }

  override render(): React.ReactNode {
    const { error, draft } = this.state;
    if (error === null) return this.props.children;
    const hasUnsaved = useDocument.getState().flow !== null && useDocument.getState().saved !== 'saved';
    return (
      <EmptyState
        title={t('This screen stopped working')}
        actions={
          <>
            {hasUnsaved && (
              <Button onClick={() => void this.#save()} disabled={draft === 'saved'}>
                {draft === 'saved' ? 'Draft saved' : 'Save the draft'}
              </Button>
            )}
            <Button variant="default" onClick={() => downloadDraft()}>
              {t('Download the draft')}
            </Button>
            <Button variant="default" onClick={() => window.location.reload()}>
              {t('Reload')}
            </Button>
          </>
        }
      >
        <p>Running flows are not touched. {draft === 'not-saved' && 'The draft could not be saved: download it, then reload.'}</p>
        <ErrorNote report={toErrorReport(error)} />
      </EmptyState>
    );
  }

  async #save(): Promise<void> {
    await saveNow();
    this.setState({ draft: useDocument.getState().saved === 'saved' ? 'saved' : 'not-saved' });
  }
}

import { Button } from '@mantine/core';
import { Component } from 'react';
import { toErrorReport } from '../../core/base/errors.ts';
import { downloadDraft } from '../editing/download-draft.ts';
import { t, told } from '../i18n/i18n.ts';
import { saveNow } from '../state/autosave.ts';
import { useDocument } from '../state/document.ts';
import { useRoute } from '../state/route.ts';
import { useWorkspace } from '../state/workspace.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { say } from '../ui/say.ts';
import styles from './ErrorBoundary.module.css';
import { reportText } from './report-text.ts';

interface Props {
  /** The panel it holds, marked by `text`; absent for the whole window. */
  panel?: string;
  children: React.ReactNode;
}

interface State {
  error: unknown;
  draft: 'saving' | 'saved' | 'not-saved';
}

/** Our own fault on a screen: the draft is saved at once, the panel says so, and the others go on. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, draft: 'saving' };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error, draft: 'saving' };
  }

  override componentDidCatch(): void {
    void this.#save();
  }

  override render(): React.ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const { panel } = this.props;
    const again = (
      <>
        <Button onClick={() => this.setState({ error: null })}>{t('Try again')}</Button>
        <Button variant="default" onClick={() => this.#copy()}>
          {t('Copy the report')}
        </Button>
      </>
    );
    if (panel !== undefined)
      return (
        <section className={styles.panel} aria-label={told(panel)}>
          <h2>{t('{{panel}}: this part stopped working', { panel: told(panel) })}</h2>
          <p>{this.#words()}</p>
          <ErrorNote report={toErrorReport(error)} actions={again} />
        </section>
      );
    return (
      <EmptyState
        title={t('This screen stopped working')}
        actions={
          <>
            {again}
            <Button variant="default" onClick={() => downloadDraft()}>
              {t('Download the draft')}
            </Button>
            <Button variant="default" onClick={() => window.location.reload()}>
              {t('Reload')}
            </Button>
          </>
        }
      >
        <p>
          {t('Running flows are not touched.')} {this.#words()}
        </p>
        <ErrorNote report={toErrorReport(error)} />
      </EmptyState>
    );
  }

  #words(): string {
    if (useDocument.getState().flow === null) return '';
    const { draft } = this.state;
    if (draft === 'saving') return t('The draft is being saved.');
    return draft === 'saved' ? t('The draft is saved.') : t('The draft could not be saved: download it, then reload.');
  }

  #copy(): void {
    const { version = '', shell = '', platform = '' } = useWorkspace.getState().info ?? {};
    const facts = { version, shell, platform, part: this.props.panel ?? 'Window', page: useRoute.getState().route.page };
    void navigator.clipboard.writeText(reportText(toErrorReport(this.state.error), facts));
    say(t('The report is copied. It holds no data of yours.'));
  }

  async #save(): Promise<void> {
    if (useDocument.getState().flow !== null) await saveNow().catch(() => undefined);
    this.setState({ draft: useDocument.getState().saved === 'saved' ? 'saved' : 'not-saved' });
  }
}

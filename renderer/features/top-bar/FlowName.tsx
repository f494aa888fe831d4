import { useState } from 'react';
import * as edit from '../../../core/flow/edit.ts';
import { t } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import styles from './TopBar.module.css';

/** The flow's name; a click makes it editable in place. */
export function FlowName() {
  const name = useDocument((state) => state.flow?.name);
  const [draft, setDraft] = useState<string | null>(null);
  if (name === undefined) return <span className={styles.name} />;
  const done = (keep: boolean) => {
    const next = draft?.trim();
    if (keep && next && next !== name) useDocument.getState().apply(t('Rename flow to {{name}}', { name: next }), (flow) => edit.renameFlow(flow, next));
    setDraft(null);
  };
  return (
    <h1 className={styles.name}>
      {draft === null ? (
        <button type="button" title={t('Rename the flow')} onClick={() => setDraft(name)}>
          {name}
        </button>
      ) : (
        <input
          // biome-ignore lint/a11y/noAutofocus: the person asked to edit the name
          autoFocus
          aria-label={t('Name of the flow')}
          value={draft}
          size={Math.max(16, draft.length)}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onBlur={() => done(true)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') done(true);
            if (event.key === 'Escape') done(false);
          }}
        />
      )}
    </h1>
  );
}

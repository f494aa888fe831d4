import { IconFolderOpen } from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '../../i18n/i18n.ts';
import css from '../form.module.css';
import type { WidgetProps } from '../widget.ts';
import { BrowseDialog } from './BrowseDialog.tsx';
import { chooseNatively, folderOf } from './choose-file.ts';

/** A path as text, with a button that opens the native dialog, or browses the host's folders where there is none. */
export function PathInput({ id, value, onChange, field, context, describedBy, problems, kind }: WidgetProps<string> & { kind: 'open' | 'save' }) {
  const [browsing, setBrowsing] = useState(false);
  const browse = async () => {
    const chosen = chooseNatively(kind, field, value);
    if (chosen === undefined) {
      setBrowsing(true);
      return;
    }
    const path = await chosen;
    if (path) onChange(path);
  };
  return (
    <>
      <span className={css.line}>
        <input
          id={id}
          className={`${css.input} ${css.mono}`}
          value={value}
          placeholder={field.placeholder}
          spellCheck={false}
          aria-describedby={describedBy}
          aria-invalid={problems.some((problem) => problem.severity === 'error')}
          onChange={(event) => onChange(event.target.value)}
        />
        <button type="button" className={css.button} onClick={() => void browse()}>
          <IconFolderOpen size={15} aria-hidden /> {t('Browse')}
        </button>
      </span>
      {browsing && (
        <BrowseDialog
          flowId={context.flowId}
          title={field.label}
          folder={folderOf(value)}
          extensions={field.extensions}
          zone={context.zone}
          onClose={() => setBrowsing(false)}
          onChoose={(path) => {
            onChange(path);
            setBrowsing(false);
          }}
        />
      )}
    </>
  );
}

import { IconFolderOpen } from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '../../i18n/i18n.ts';
import css from '../form.module.css';
import type { WidgetProps } from '../widget.ts';
import { BrowseDialog } from './BrowseDialog.tsx';
import { chooseNatively } from './choose-file.ts';
import { folderOf, nameOf } from './path-parts.ts';

interface PathInputProps extends WidgetProps<string> {
  kind: 'open' | 'save' | 'folder';
  /** The path is one of this connection's. */
  connectionId?: string;
}

/** A path as text, with a button that opens the native dialog, or browses the folders of the host or a connection where there is none. */
export function PathInput({ id, value, onChange, field, context, describedBy, problems, kind, connectionId }: PathInputProps) {
  const [browsing, setBrowsing] = useState(false);
  const browse = async () => {
    const chosen = connectionId !== undefined ? undefined : chooseNatively(kind, field, value);
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
          title={value}
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
          connectionId={connectionId}
          title={field.label}
          choose={kind}
          folder={kind === 'folder' ? value : folderOf(value)}
          name={kind === 'save' ? nameOf(value) : ''}
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

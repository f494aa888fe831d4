import { IconFolderOpen } from '@tabler/icons-react';
import { useId, useState } from 'react';
import formCss from '../../forms/form.module.css';
import { BrowseDialog } from '../../forms/path/BrowseDialog.tsx';
import { chooseNatively } from '../../forms/path/choose-file.ts';
import { folderOf } from '../../forms/path/path-parts.ts';
import { t } from '../../i18n/i18n.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';

const EXTENSIONS = ['csv', 'tsv', 'txt', 'json', 'ndjson', 'jsonl', 'db', 'sqlite'];

/** A file that previews read instead of a source. What it is, is found by what is in it. */
export function FileInstead({ flowId, path, onChange }: { flowId: string; path: string; onChange(path: string): void }) {
  const id = useId();
  const zone = useWorkspace(zoneOf);
  const [browsing, setBrowsing] = useState(false);
  const title = t('File to read instead');
  const browse = async () => {
    const chosen = chooseNatively('open', { field: 'path', widget: 'path', label: title, extensions: EXTENSIONS }, path);
    if (chosen === undefined) return setBrowsing(true);
    const found = await chosen;
    if (found) onChange(found);
  };
  return (
    <div className={formCss.frame}>
      <label className={formCss.label} htmlFor={id}>
        {title}
      </label>
      <span className={formCss.line}>
        <input id={id} className={`${formCss.input} ${formCss.mono}`} value={path} spellCheck={false} onChange={(event) => onChange(event.target.value)} />
        <button type="button" className={formCss.button} onClick={() => void browse()}>
          <IconFolderOpen size={15} aria-hidden /> {t('Browse')}
        </button>
      </span>
      <span className={formCss.help}>{t('CSV, JSON and SQLite files. A path without a folder begins at the folder of the flow.')}</span>
      {browsing && (
        <BrowseDialog
          flowId={flowId}
          title={title}
          folder={folderOf(path)}
          extensions={EXTENSIONS}
          zone={zone}
          onClose={() => setBrowsing(false)}
          onChoose={(next) => {
            onChange(next);
            setBrowsing(false);
          }}
        />
      )}
    </div>
  );
}

import { useId, useState } from 'react';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { t } from '../../i18n/i18n.ts';
import formCss from '../form.module.css';
import css from './browse.module.css';

interface NewFolderProps {
  flowId: string;
  folder: string;
  onMade(path: string): void;
  onClose(): void;
}

/** Asks for the name of a folder and makes it. */
export function NewFolder({ flowId, folder, onMade, onClose }: NewFolderProps) {
  const id = useId();
  const [name, setName] = useState('');
  const [failed, setFailed] = useState<string | null>(null);
  const make = async () => {
    try {
      onMade((await api.files.makeFolder({ flowId, folder, name })).path);
    } catch (error) {
      const report = toReport(error);
      setFailed([report.message, report.hint].filter(Boolean).join(' '));
    }
  };
  return (
    <form
      className={css.foot}
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <label htmlFor={id}>{t('Name of the folder')}</label>
      <input
        id={id}
        // biome-ignore lint/a11y/noAutofocus: the person asked for a new folder and names it now
        autoFocus
        className={formCss.input}
        value={name}
        aria-invalid={failed !== null}
        onChange={(event) => {
          setName(event.target.value);
          setFailed(null);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onClose();
        }}
      />
      <button type="submit" className={formCss.button} disabled={name.trim() === ''}>
        {t('Make it')}
      </button>
      {failed !== null && (
        <p className={formCss.problem} role="alert">
          {failed}
        </p>
      )}
    </form>
  );
}

import { useId } from 'react';
import { t } from '../../i18n/i18n.ts';
import formCss from '../form.module.css';
import css from './browse.module.css';
import { pathIn } from './path-parts.ts';

interface SaveLineProps {
  folder: string;
  file: string;
  writable: boolean;
  /** The folder that was gone to is still being read: nothing is written into the one before. */
  isReading: boolean;
  onFile(name: string): void;
  onSave(path: string): void;
}

/** The name of the file to write in the folder that is shown. */
export function SaveLine({ folder, file, writable, isReading, onFile, onSave }: SaveLineProps) {
  const id = useId();
  const ready = writable && !isReading && file.trim() !== '';
  return (
    <form
      className={css.foot}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onSave(pathIn(folder, file.trim()));
      }}
    >
      <label htmlFor={id}>{t('Name of the file')}</label>
      <input id={id} className={`${formCss.input} ${formCss.mono}`} value={file} spellCheck={false} onChange={(event) => onFile(event.target.value)} />
      <button
        type="submit"
        className={`${formCss.button} ${formCss.primary}`}
        disabled={!ready}
        title={writable ? undefined : t('Nothing can be written in this folder.')}
      >
        {t('Write here')}
      </button>
      {!writable && <p className={formCss.problem}>{t('Nothing can be written in this folder.')}</p>}
    </form>
  );
}

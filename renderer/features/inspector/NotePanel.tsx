import { IconNote } from '@tabler/icons-react';
import { useId } from 'react';
import type { FlowNote } from '../../../core/flow/flow.ts';
import { PaperColours } from '../../canvas/PaperColours.tsx';
import { paperOf } from '../../canvas/paper-colour.ts';
import { colourNotes, writeNote } from '../../editing/notes.ts';
import formCss from '../../forms/form.module.css';
import { t } from '../../i18n/i18n.ts';
import css from './inspector.module.css';

/** A selected note of the canvas: its words and its colour. */
export function NotePanel({ note }: { note: FlowNote }) {
  const id = useId();
  return (
    <>
      <header className={css.head}>
        <i className={css.picture} data-paper={paperOf(note.colour)}>
          <IconNote size={17} aria-hidden />
        </i>
        <h2 className={css.sectionTitle}>{t('Note on the canvas')}</h2>
      </header>
      <div className={css.body}>
        <label className={css.sectionTitle} htmlFor={id}>
          {t('Text')}
        </label>
        <textarea id={id} className={formCss.area} rows={9} value={note.text} onChange={(event) => writeNote(note.id, event.target.value)} />
        <p className={css.quiet}>{t('**bold**, *italic*, `code`, # heading, - list. It never changes what runs.')}</p>
        <div className={css.groupActs}>
          <PaperColours label={t('Colour')} value={paperOf(note.colour)} onChange={(colour) => colourNotes([note.id], colour)} />
        </div>
      </div>
    </>
  );
}

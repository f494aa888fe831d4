import { PAPER_COLOURS, type PaperColour } from '../../core/flow/flow.ts';
import { told } from '../i18n/i18n.ts';
import styles from './PaperColours.module.css';
import { PAPER_WORDS } from './paper-colour.ts';

/** The colours a group or note can have, to choose one. */
export function PaperColours({ label, value, onChange }: { label: string; value: PaperColour; onChange(colour: PaperColour): void }) {
  return (
    <fieldset className={styles.colours}>
      <legend>{label}</legend>
      {PAPER_COLOURS.map((colour) => (
        <button
          key={colour}
          type="button"
          data-paper={colour}
          aria-pressed={colour === value}
          aria-label={told(PAPER_WORDS[colour])}
          title={told(PAPER_WORDS[colour])}
          onClick={() => onChange(colour)}
        />
      ))}
    </fieldset>
  );
}

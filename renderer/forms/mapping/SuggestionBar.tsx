import { IconWand } from '@tabler/icons-react';
import type { Band, Proposal } from '../../../core/catalog/propose-mapping.ts';
import { t, text, told } from '../../i18n/i18n.ts';
import formCss from '../form.module.css';
import { BAND_WORDS } from './band-words.ts';
import css from './mapper.module.css';

const BANDS: readonly Band[] = ['high', 'medium', 'low'];
const TAKE: Readonly<Record<Band, string>> = {
  high: text('Take all suggestions that are sure'),
  medium: text('Take all suggestions that are likely'),
  low: text('Take all suggestions that are a guess'),
};

/** How many suggestions there are, by how sure they are; a click takes all of a kind, or all. */
export function SuggestionBar({ proposals, onTake }: { proposals: readonly Proposal[]; onTake(taken: readonly Proposal[]): void }) {
  if (proposals.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn as one
    <div className={css.bands} role="group" aria-label={t('Suggestions')}>
      <IconWand size={15} aria-hidden />
      {BANDS.map((band) => {
        const found = proposals.filter((proposal) => proposal.band === band);
        if (found.length === 0) return null;
        return (
          <button key={band} type="button" className={css.band} data-band={band} title={told(TAKE[band])} onClick={() => onTake(found)}>
            {t('Take {{n}} {{band}}', { n: found.length, band: told(BAND_WORDS[band]) })}
          </button>
        );
      })}
      <button type="button" className={`${formCss.button} ${formCss.small} ${formCss.quiet}`} onClick={() => onTake(proposals)}>
        {t('Take all {{n}}', { n: proposals.length })}
      </button>
    </div>
  );
}

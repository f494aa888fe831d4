import { IconAlertTriangle, IconCheck, IconFunction, IconX } from '@tabler/icons-react';
import type { Proposal } from '../../../core/catalog/propose-mapping.ts';
import { t, told } from '../../i18n/i18n.ts';
import { FieldTypeIcon, TYPE_LABELS } from '../../ui/FieldTypeIcon.tsx';
import { showValue } from '../../ui/values.ts';
import { BAND_WORDS } from './band-words.ts';
import { Cell } from './Cell.tsx';
import css from './mapper.module.css';
import type { SourceRow, TargetRow } from './mapper-model.ts';
import { doubtOf, proposalWords } from './row-words.ts';
import type { Tried } from './useTrial.ts';

/** An arriving field: type, name, a value seen in it, and whether anything is made of it. */
export function SourceCells({ row: { field, goesTo, passes } }: { row: SourceRow }) {
  return (
    <>
      <Cell className={css.nameCell}>
        <FieldTypeIcon type={field.type} />
        <span className={css.name} title={field.name}>
          {field.name}
        </span>
      </Cell>
      <Cell className={css.value} title={field.sample}>
        {field.sample ?? ''}
      </Cell>
      <Cell className={css.flag} data-quiet={goesTo.length > 0 || undefined}>
        {goesTo.length > 1 ? t('{{n}} times', { n: goesTo.length }) : goesTo.length === 1 ? '' : passes ? t('passes') : t('not used')}
      </Cell>
      <Cell className={css.dotCell}>
        <span className={css.dot} data-dot data-on={goesTo.length > 0 || undefined} />
      </Cell>
    </>
  );
}

interface TargetCellsProps {
  row: TargetRow;
  proposal: Proposal | undefined;
  tried: Tried | undefined;
  /** What the other side is called. */
  target: string;
  onAccept(): void;
  onDismiss(): void;
}

/** A field that leaves: what it is taken from, its value for the first record, what is doubtful; or a suggestion to take or wave away. */
export function TargetCells({ row, proposal, tried, target, onAccept, onDismiss }: TargetCellsProps) {
  const doubt = doubtOf(row, target);
  const result = tried?.results[0];
  const shown = result?.error ? result.error.message : result ? showValue(result.value ?? null, tried?.type ?? 'any').text : '';
  return (
    <>
      <Cell className={css.dotCell}>
        <span className={css.dot} data-dot data-on={row.from.length > 0 || undefined} />
      </Cell>
      <Cell className={css.nameCell}>
        <FieldTypeIcon type={row.item?.type ?? row.wanted?.type ?? 'any'} />
        <span className={css.name} title={row.wanted ? `${row.name}: ${told(TYPE_LABELS[row.wanted.type])}` : row.name}>
          {row.name || t('no name')}
        </span>
        {row.wanted?.required && (
          <span className={css.must} title={t('{{target}} must have it', { target })}>
            *
          </span>
        )}
      </Cell>
      <Cell className={css.origin}>
        {proposal ? (
          <span className={css.proposal} data-band={proposal.band}>
            <span className={css.proposed} title={proposalWords(proposal)}>
              {proposal.from} <small>{told(BAND_WORDS[proposal.band])}</small>
            </span>
            <button
              type="button"
              tabIndex={-1}
              className={css.small}
              aria-label={t('Take {{from}} for {{to}}', { from: proposal.from, to: row.name })}
              onClick={onAccept}
            >
              <IconCheck size={14} />
            </button>
            <button
              type="button"
              tabIndex={-1}
              className={css.small}
              aria-label={t('Not {{from}} for {{to}}', { from: proposal.from, to: row.name })}
              onClick={onDismiss}
            >
              <IconX size={14} />
            </button>
          </span>
        ) : row.state === 'formula' ? (
          <span className={css.formula} title={row.item?.formula}>
            <IconFunction size={13} aria-hidden /> {row.item?.formula}
          </span>
        ) : row.state === 'open' ? (
          <span className={css.open}>{t('not filled')}</span>
        ) : (
          <span className={css.from} title={row.from[0]}>
            {row.from[0]}
          </span>
        )}
      </Cell>
      <Cell className={css.value} data-bad={result?.error ? true : undefined} title={shown}>
        {shown}
      </Cell>
      <Cell className={css.doubt} title={doubt ?? undefined} data-must={row.wanted?.required && row.state === 'open' ? true : undefined}>
        {doubt !== null && <IconAlertTriangle size={14} aria-hidden />}
      </Cell>
    </>
  );
}

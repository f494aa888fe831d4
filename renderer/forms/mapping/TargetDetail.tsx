import { IconTrash } from '@tabler/icons-react';
import { useId, useMemo } from 'react';
import type { Sample } from '../../../core/base/sample.ts';
import type { Proposal } from '../../../core/catalog/propose-mapping.ts';
import type { MappingItem } from '../../../core/catalog/shapes.ts';
import { t } from '../../i18n/i18n.ts';
import { FieldPicker } from '../FieldPicker.tsx';
import formCss from '../form.module.css';
import { FormatCheck } from '../format/FormatCheck.tsx';
import { FormatInput } from '../format/FormatInput.tsx';
import { conversion } from '../format/sample-values.ts';
import { useFormatSubject } from '../format/use-format-subject.ts';
import { FormulaEditor, NO_FORMULA } from '../formula/FormulaEditor.tsx';
import { TypeSelect } from '../TypeSelect.tsx';
import type { Arriving } from '../widget.ts';
import css from './mapper.module.css';
import type { TargetRow } from './mapper-model.ts';
import { ResultTable } from './ResultTable.tsx';
import { doubtOf, proposalWords } from './row-words.ts';
import { useTrial } from './useTrial.ts';

interface TargetDetailProps {
  row: TargetRow;
  proposal: Proposal | undefined;
  fields: Arriving;
  sample: Sample | null;
  zone: string;
  target: string;
  /** What its values would be converted to so that they fit; null where nothing has to be, or nobody can tell. */
  cast: Pick<MappingItem, 'type' | 'format'> | null;
  onChange(item: MappingItem, part: string): void;
  onLink(from: string): void;
  onRemove(): void;
}

const RECORDS = 20;
const NO_ITEMS: readonly MappingItem[] = [];

/** All about one field that leaves: where it comes from, its type, and what it holds for several records. */
export function TargetDetail({ row, proposal, fields, sample, zone, target, cast, onChange, onLink, onRemove }: TargetDetailProps) {
  const id = useId();
  const { item, name } = row;
  const items = useMemo(() => (item ? [item] : NO_ITEMS), [item]);
  const tried = useTrial(items, sample, RECORDS, zone);
  const doubt = doubtOf(row, target);
  const base: MappingItem = item ?? { to: name, from: row.state === 'passes' ? name : '', formula: '' };
  const set = (change: Partial<MappingItem>, part: string) => onChange({ ...base, ...change }, part);
  const from = base.formula === '' ? fields?.find((field) => field.name === base.from)?.type : undefined;
  const how = conversion(from, base.type);
  const subject = useFormatSubject(how, base.formula === '' ? sample : null, base.from, from, zone);
  const setType = (type: MappingItem['type']) => {
    const { type: _old, format, ...rest } = base;
    onChange({ ...rest, ...(type ? { type, ...(format !== undefined && conversion(from, type)?.type === how?.type ? { format } : {}) } : {}) }, 'type');
  };
  const setFormat = (format: string) => {
    const { format: _old, ...rest } = base;
    onChange(format === '' ? rest : { ...rest, format }, 'format');
  };
  return (
    <>
      <div className={css.settings} data-detail>
        <div className={css.line}>
          <label className={css.named}>
            <span>{t('Name')}</span>
            <input
              className={`${formCss.input} ${formCss.small}`}
              value={name}
              disabled={row.wanted !== null}
              title={row.wanted ? t('{{target}} calls it so.', { target }) : undefined}
              onChange={(event) => set({ to: event.target.value }, 'to')}
            />
          </label>
          <TypeSelect label={t('Type of {{name}}', { name })} value={base.type} none={t('as it comes')} onChange={setType} width={128} />
          {how && <FormatInput label={t('Format of {{name}}', { name })} type={how.type} value={base.format ?? ''} subject={subject} onChange={setFormat} />}
          {item && (
            <button type="button" className={formCss.icon} data-danger aria-label={t('Take {{name}} away', { name })} onClick={onRemove}>
              <IconTrash size={15} />
            </button>
          )}
        </div>
        <FormatCheck value={base.format ?? ''} subject={subject} onChange={setFormat} />
        {base.formula !== '' ? (
          <FormulaEditor
            label={t('Formula of {{name}}', { name })}
            value={base.formula}
            fields={fields}
            sample={sample}
            quiet
            zone={zone}
            onChange={(formula) => set({ formula, from: '' }, 'formula')}
          />
        ) : (
          <div className={css.line}>
            <span className={css.picker}>
              <FieldPicker size="small" label={t('Field for {{name}}', { name })} fields={fields} value={base.from} onChange={onLink} />
            </span>
            <button
              type="button"
              className={`${formCss.button} ${formCss.small}`}
              data-formula
              onClick={() => set({ formula: base.from === '' ? NO_FORMULA : `[${base.from.replace(/[\\.[\]]/g, '\\$&')}]`, from: '' }, 'as-formula')}
            >
              {t('Write a formula')}
            </button>
          </div>
        )}
        {proposal && (
          <p className={css.said}>
            {proposalWords(proposal)}{' '}
            <button type="button" className={`${formCss.button} ${formCss.small} ${formCss.quiet}`} onClick={() => onLink(proposal.from)}>
              {t('Take it')}
            </button>
          </p>
        )}
        {doubt !== null && (
          <p className={css.said} data-doubt id={`${id}-doubt`}>
            {doubt}{' '}
            {cast?.type && (
              <button type="button" className={`${formCss.button} ${formCss.small} ${formCss.quiet}`} onClick={() => onChange({ ...base, ...cast }, 'cast')}>
                {t('Convert it')}
              </button>
            )}
          </p>
        )}
      </div>
      <ResultTable row={row} sample={sample} tried={item ? tried.get(item) : undefined} />
    </>
  );
}

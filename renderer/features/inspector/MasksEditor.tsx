import { IconPlus, IconX } from '@tabler/icons-react';
import { useId } from 'react';
import type { FieldMask } from '../../../core/flow/flow.ts';
import formCss from '../../forms/form.module.css';
import { t, text, told } from '../../i18n/i18n.ts';
import { useInspection } from '../../state/inspection.ts';
import css from './inspector.module.css';

const WAYS: readonly { value: FieldMask['way']; label: string }[] = [
  { value: 'hide', label: text('leave it out') },
  { value: 'hash', label: text('as a hash') },
  { value: 'last-four', label: text('last four characters') },
  { value: 'show', label: text('not personal') },
];

interface MasksEditorProps {
  masks: readonly FieldMask[];
  onChange(masks: FieldMask[]): void;
}

/** Personal fields: what is kept of a run shows them only in this way. What is delivered stays as it is. */
export function MasksEditor({ masks, onChange }: MasksEditorProps) {
  const id = useId();
  const arriving = useInspection((state) => state.arriving);
  const known = [
    ...new Set(Object.values(arriving).flatMap((ports) => Object.values(ports).flatMap((fields) => fields?.map((field) => field.name) ?? []))),
  ].sort();
  const change = (at: number, part: Partial<FieldMask>) => onChange(masks.map((one, i) => (i === at ? { ...one, ...part } : one)));
  return (
    <section className={formCss.frame} aria-label={t('Personal fields')}>
      <h3 className={css.sectionTitle}>{t('Personal fields')}</h3>
      <p className={formCss.help}>
        {t(
          'Made unreadable in everything that is kept of a run: data for replay, samples, rejects, log, search. What is delivered stays as it is. Fields made of them are left out too, unless you name them here. A replay then reads the source again.',
        )}
      </p>
      <datalist id={`${id}-fields`}>
        {known.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <ul className={formCss.rows}>
        {masks.map((one, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a name that is being typed cannot be the key
          <li key={i} className={formCss.row}>
            <input
              className={`${formCss.input} ${formCss.small} ${formCss.mono}`}
              list={`${id}-fields`}
              aria-label={t('Personal field {{number}}', { number: i + 1 })}
              placeholder={t('field')}
              value={one.field}
              onChange={(event) => change(i, { field: event.target.value })}
            />
            <select
              className={`${formCss.select} ${formCss.small}`}
              aria-label={t('How {{field}} is shown', { field: one.field || t('the field') })}
              value={one.way}
              onChange={(event) => change(i, { way: event.target.value as FieldMask['way'] })}
            >
              {WAYS.map((way) => (
                <option key={way.value} value={way.value}>
                  {told(way.label)}
                </option>
              ))}
            </select>
            <button
              type="button"
              className={formCss.icon}
              data-danger
              aria-label={t('Remove {{name}}', { name: one.field || t('the field') })}
              onClick={() => onChange(masks.filter((_one, at) => at !== i))}
            >
              <IconX size={14} />
            </button>
          </li>
        ))}
      </ul>
      <div className={formCss.actions}>
        <button
          type="button"
          className={`${formCss.button} ${formCss.small} ${formCss.quiet}`}
          onClick={() => onChange([...masks, { field: '', way: 'hide' }])}
        >
          <IconPlus size={14} aria-hidden /> {t('Add a personal field')}
        </button>
      </div>
    </section>
  );
}

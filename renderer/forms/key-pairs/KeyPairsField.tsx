import { IconPlus, IconWand } from '@tabler/icons-react';
import { t } from '../../i18n/i18n.ts';
import { FieldPicker } from '../FieldPicker.tsx';
import css from '../form.module.css';
import { PairRow } from '../PairRow.tsx';
import { arrivingAt, problemAt, type WidgetProps } from '../widget.ts';

interface KeyPair {
  left: string;
  right: string;
}

/** Which fields of the records and of the second input must be equal. */
export function KeyPairsField({ labelId, value, onChange, field, context, problems }: WidgetProps<readonly KeyPair[]>) {
  const left = arrivingAt(context);
  const right = arrivingAt(context, field.port);
  const change = (at: number, part: Partial<KeyPair>) => onChange(value.map((pair, i) => (i === at ? { ...pair, ...part } : pair)));
  const same = (left ?? []).filter((one) => right?.some((other) => other.name.toLowerCase() === one.name.toLowerCase()));
  const proposal = same
    .filter((one) => !value.some((pair) => pair.left === one.name))
    .map((one) => ({ left: one.name, right: right?.find((other) => other.name.toLowerCase() === one.name.toLowerCase())?.name ?? one.name }));
  const reference = context.feeders[field.port ?? ''] ?? t('the second input');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a second label inside
    <div role="group" aria-labelledby={labelId} className={css.rows}>
      <ul className={css.rows}>
        {value.map((pair, i) => (
          <PairRow
            // biome-ignore lint/suspicious/noArrayIndexKey: pairs have no identity but their place
            key={i}
            between="="
            removeLabel={t('Remove pair {{number}}', { number: i + 1 })}
            onRemove={() => onChange(value.filter((_pair, at) => at !== i))}
            left={
              <FieldPicker
                size="small"
                label={t('Pair {{number}}: field of the records', { number: i + 1 })}
                placeholder={t('Field')}
                fields={left}
                value={pair.left}
                invalid={problemAt(problems, `${field.field}.${i}.left`) !== undefined}
                onChange={(next) => change(i, { left: next })}
              />
            }
            right={
              <FieldPicker
                size="small"
                label={t('Pair {{number}}: field of {{reference}}', { number: i + 1, reference })}
                placeholder={t('Field of {{reference}}', { reference })}
                fields={right}
                value={pair.right}
                invalid={problemAt(problems, `${field.field}.${i}.right`) !== undefined}
                onChange={(next) => change(i, { right: next })}
              />
            }
          />
        ))}
      </ul>
      <div className={css.actions}>
        <button type="button" className={`${css.button} ${css.small} ${css.quiet}`} onClick={() => onChange([...value, { left: '', right: '' }])}>
          <IconPlus size={14} aria-hidden /> {t('Add a pair')}
        </button>
        {proposal.length > 0 && value.every((pair) => pair.left === '' || pair.right === '') && (
          <button type="button" className={`${css.button} ${css.small} ${css.quiet}`} onClick={() => onChange(proposal.slice(0, 1))}>
            <IconWand size={14} aria-hidden /> {t('Match by {{field}}', { field: proposal[0]?.left ?? '' })}
          </button>
        )}
      </div>
    </div>
  );
}

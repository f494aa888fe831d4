import type { ConditionGroup } from '../../../core/catalog/shapes.ts';
import { t } from '../../i18n/i18n.ts';
import formCss from '../form.module.css';
import { arrivingAt, sampleAt, type WidgetProps } from '../widget.ts';
import { ConditionGroupEditor } from './ConditionGroupEditor.tsx';
import { useConditionMoves } from './use-condition-moves.ts';

/** A tree of comparisons: rows of field, operator and value, in groups of which all or any must hold. */
export function ConditionsField({ labelId, value, onChange, field, context, problems }: WidgetProps<ConditionGroup>) {
  const { outcome } = context;
  const moves = useConditionMoves(value, onChange);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a second label inside
    <div role="group" aria-labelledby={labelId} className={formCss.rows} data-conditions>
      <ConditionGroupEditor
        group={value}
        path={field.field}
        at={[]}
        moves={moves}
        fields={arrivingAt(context, field.port)}
        sample={sampleAt(context, field.port)}
        problems={problems}
        onChange={onChange}
      />
      {outcome && outcome.in > 0 && (
        <span className={formCss.note} aria-live="polite">
          {t('{{matching}} of {{count}} sample records match.', { matching: outcome.in - outcome.filtered - outcome.rejected, count: outcome.in })}
        </span>
      )}
    </div>
  );
}

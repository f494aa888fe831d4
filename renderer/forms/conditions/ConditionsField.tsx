import type { ConditionGroup } from '../../../core/catalog/shapes.ts';
import { countOf, formatCount } from '../../ui/words.ts';
import formCss from '../form.module.css';
import { arrivingAt, sampleAt, type WidgetProps } from '../widget.ts';
import { ConditionGroupEditor } from './ConditionGroupEditor.tsx';

/** A tree of comparisons: rows of field, operator and value, in groups of which all or any must hold. */
export function ConditionsField({ labelId, value, onChange, field, context, problems }: WidgetProps<ConditionGroup>) {
  const { outcome } = context;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a second label inside
    <div role="group" aria-labelledby={labelId} className={formCss.rows}>
      <ConditionGroupEditor
        group={value}
        path={field.field}
        depth={0}
        fields={arrivingAt(context, field.port)}
        sample={sampleAt(context, field.port)}
        problems={problems}
        onChange={onChange}
      />
      {outcome && outcome.in > 0 && (
        <span className={formCss.note} aria-live="polite">
          {formatCount(outcome.in - outcome.filtered - outcome.rejected)} of {countOf(outcome.in, 'sample record')} match.
        </span>
      )}
    </div>
  );
}

import { settingAt } from '../config-path.ts';
import { DueTimes, useDueTimes } from '../cron/DueTimes.tsx';
import css from '../form.module.css';
import type { WidgetProps } from '../widget.ts';

/** A time of day, with the next times at which the step fires under all its settings. */
export function TimeOfDayField({ id, value, onChange, field, context, describedBy, problems }: WidgetProps<string>) {
  const zone = String(settingAt(context.config, field.dependsOn ?? 'zone') ?? context.zone);
  const info = useDueTimes(context, '0 0 * * *', zone);
  return (
    <>
      <input
        id={id}
        type="time"
        className={css.input}
        style={{ width: 120 }}
        value={value}
        aria-describedby={describedBy}
        aria-invalid={problems.length > 0}
        onChange={(event) => onChange(event.target.value)}
      />
      <DueTimes info={info} zone={zone} hasProblem={problems.length > 0} />
    </>
  );
}

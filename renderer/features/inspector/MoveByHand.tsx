import { useState } from 'react';
import type { MemoryChange, StepMemory } from '../../../core/api/position-models.ts';
import formCss from '../../forms/form.module.css';
import { t } from '../../i18n/i18n.ts';
import { plainText } from '../../ui/values.ts';

interface MoveByHandProps {
  step: StepMemory;
  /** Says whether it was done; why not is shown beside. */
  onChange(change: MemoryChange): Promise<boolean>;
}

/** Moves a source to a value, or lets a step forget. Asks before it forgets. */
export function MoveByHand({ step, onChange }: MoveByHandProps) {
  const [open, setOpen] = useState<'move' | 'forget' | null>(null);
  const text = (value: StepMemory['value']) => (value === undefined || value === null ? '' : plainText(value));
  const [value, setValue] = useState(text(step.value));
  const [tie, setTie] = useState(text(step.tieValue));
  const move = async () => {
    const done = await onChange({ action: 'set', nodeId: step.nodeId, value, ...(step.tie === undefined ? {} : { tie }) });
    if (done) setOpen(null);
  };
  const forget = async () => {
    if (await onChange({ action: 'reset', nodeId: step.nodeId })) setOpen(null);
  };
  if (open === 'move')
    return (
      <>
        <label className={formCss.frame}>
          <span className={formCss.label}>{t('Rows are read whose {{field}} is after', { field: step.field ?? '' })}</span>
          <input className={formCss.input} value={value} onChange={(event) => setValue(event.target.value)} />
        </label>
        {step.tie !== undefined && (
          <label className={formCss.frame}>
            <span className={formCss.label}>{t('and with the same {{field}}, whose {{tie}} is after', { field: step.field ?? '', tie: step.tie })}</span>
            <input className={formCss.input} value={tie} onChange={(event) => setTie(event.target.value)} />
          </label>
        )}
        <div className={formCss.actions}>
          <button type="button" className={`${formCss.button} ${formCss.small} ${formCss.primary}`} disabled={value === ''} onClick={() => void move()}>
            {t('Move it there')}
          </button>
          <button type="button" className={`${formCss.button} ${formCss.small}`} onClick={() => setOpen(null)}>
            {t('Leave it')}
          </button>
        </div>
      </>
    );
  if (open === 'forget')
    return (
      <>
        <p className={formCss.help}>
          {step.by === 'records'
            ? t('The next run passes on every record, also those that were delivered before.')
            : t('The next run reads everything from the beginning, also what was delivered before.')}
        </p>
        <div className={formCss.actions}>
          <button type="button" className={`${formCss.button} ${formCss.small}`} onClick={() => void forget()}>
            {t('Forget it')}
          </button>
          <button type="button" className={`${formCss.button} ${formCss.small}`} onClick={() => setOpen(null)}>
            {t('Leave it')}
          </button>
        </div>
      </>
    );
  if (step.position === null && step.by !== 'value') return null;
  return (
    <div className={formCss.actions}>
      {step.by === 'value' && (
        <button
          type="button"
          className={`${formCss.button} ${formCss.small}`}
          onClick={() => {
            setValue(text(step.value));
            setTie(text(step.tieValue));
            setOpen('move');
          }}
        >
          {t('Move…')}
        </button>
      )}
      {step.position !== null && (
        <button type="button" className={`${formCss.button} ${formCss.small}`} onClick={() => setOpen('forget')}>
          {step.by === 'records' ? t('Forget…') : t('Start over…')}
        </button>
      )}
    </div>
  );
}

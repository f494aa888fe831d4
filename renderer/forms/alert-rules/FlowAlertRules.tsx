import { useEffect, useId, useState } from 'react';
import type { AlertSettings, FlowAlertRules as Rules } from '../../../core/alerts/alert-settings.ts';
import { flowRules, TROUBLES, type Trouble, toldBy, withChannel } from '../../../core/alerts/flow-rules.ts';
import { t, text, told } from '../../i18n/i18n.ts';
import formCss from '../form.module.css';
import css from './alert-rules.module.css';

interface FlowAlertRulesProps {
  settings: AlertSettings;
  flowId: string;
  onChange(rules: Rules): void;
}

const WORDS: Readonly<Record<Trouble, string>> = {
  fails: text('It fails or is not started'),
  rejects: text('More records are rejected than allowed'),
  files: text('A file is missing, late or not as usual'),
};

/** Who is told when something goes wrong with one flow, and how many rejected records it may have. */
export function FlowAlertRules({ settings, flowId, onChange }: FlowAlertRulesProps) {
  const rules = flowRules(settings, flowId);
  return (
    <div className={css.rules}>
      <label className={css.tick}>
        <input type="checkbox" checked={rules.off} onChange={(event) => onChange({ ...rules, off: event.currentTarget.checked })} />
        {t('Tell nothing of this flow')}
      </label>
      {(Object.keys(TROUBLES) as Trouble[]).map((trouble) => (
        <fieldset key={trouble} disabled={rules.off}>
          <legend>{told(WORDS[trouble])}</legend>
          {trouble === 'rejects' && (
            <Allowed usual={settings.rejectsOver} value={rules.rejectsOver} onChange={(rejectsOver) => onChange({ ...rules, rejectsOver })} />
          )}
          <div className={css.channels}>
            {settings.channels.map(({ id, name }) => {
              const state = toldBy(settings, flowId, trouble, id);
              return (
                <label key={id} className={css.tick}>
                  <input
                    type="checkbox"
                    checked={state === 'all'}
                    ref={(box) => {
                      if (box) box.indeterminate = state === 'some';
                    }}
                    onChange={(event) => onChange(withChannel(settings, flowId, trouble, id, event.currentTarget.checked))}
                  />
                  {name}
                </label>
              );
            })}
          </div>
        </fieldset>
      ))}
      {settings.channels.length === 0 && <p className={formCss.help}>{t('Nobody can be told: there is no channel yet.')}</p>}
    </div>
  );
}

/** How many rejected records a run may have; taken when the field is left. */
function Allowed({ usual, value, onChange }: { usual: number; value: number | null; onChange(value: number | null): void }) {
  const id = useId();
  const [typed, setTyped] = useState(value === null ? '' : String(value));
  useEffect(() => setTyped(value === null ? '' : String(value)), [value]);
  const take = () => {
    const next = typed.trim() === '' ? null : Math.max(0, Math.floor(Number(typed)));
    if (next !== null && !Number.isFinite(next)) setTyped(value === null ? '' : String(value));
    else if (next !== value) onChange(next);
  };
  return (
    <label className={css.allowed} htmlFor={id}>
      {t('Rejected records a run of it may have')}
      <input
        id={id}
        className={formCss.input}
        inputMode="numeric"
        placeholder={String(usual)}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={take}
        onKeyDown={(event) => event.key === 'Enter' && take()}
      />
    </label>
  );
}

import { IconArrowsDiagonal, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Value } from '../../../core/base/value.ts';
import { t } from '../../i18n/i18n.ts';
import gridCss from '../data-grid/data-grid.module.css';
import { PanelValue } from '../data-grid/PanelValue.tsx';
import { say } from '../say.ts';
import { sameValue, showValue } from '../values.ts';
import type { FollowedStep } from './data-provider.ts';
import followCss from './follow.module.css';
import css from './record-drawer.module.css';

/** More than fits beside the name of a field. */
const LONG = 32;

/** The values of a record at a step, marked against the step before; one that is longer than its place can be looked at whole. */
export function FollowValues({ step, before }: { step: FollowedStep; before: FollowedStep | null }) {
  const [opened, setOpened] = useState<string | null>(null);
  const old = new Map<string, Value>(before?.fields.map((field, i) => [field.name, before.row[i] ?? null]));
  const at = step.fields.findIndex(({ name }) => name === opened);
  const field = step.fields[at];
  return (
    <>
      <ul className={css.values}>
        {step.fields.map(({ name, type }, i) => {
          const value = step.row[i] ?? null;
          const mark = !before ? undefined : !old.has(name) ? 'added' : sameValue(old.get(name), value) ? undefined : 'changed';
          const shown = showValue(value, type);
          return (
            <li key={name} data-mark={mark} data-culprit={step.reason?.field === name || undefined}>
              <span>{name}</span>
              <b data-tone={shown.tone}>{shown.text.length > LONG ? `${shown.text.slice(0, LONG)}…` : shown.text}</b>
              {shown.text.length > LONG && (
                <button
                  type="button"
                  className={followCss.whole}
                  aria-expanded={opened === name}
                  aria-label={t('Show {{field}} whole', { field: name })}
                  title={t('Show {{field}} whole', { field: name })}
                  onClick={() => setOpened(opened === name ? null : name)}
                >
                  <IconArrowsDiagonal size={12} aria-hidden />
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {field && (
        <section className={followCss.opened} aria-label={t('{{field}} at {{step}}', { field: field.name, step: step.name })}>
          <dl className={gridCss.record}>
            <PanelValue column={field} value={step.row[at] ?? null} full={step.full?.(field.name, step.row[at] ?? null) ?? null} onCopy={copy} onSay={say} />
          </dl>
          <button type="button" className={followCss.whole} aria-label={t('Close')} onClick={() => setOpened(null)}>
            <IconX size={13} aria-hidden />
          </button>
        </section>
      )}
    </>
  );
}

function copy(words: string, what: 'value' | 'path'): void {
  navigator.clipboard.writeText(words).then(
    () => say(what === 'value' ? t('The value was copied.') : t('The path was copied: {{path}}', { path: words })),
    () => say(t('The clipboard could not be written. Nothing was copied.')),
  );
}

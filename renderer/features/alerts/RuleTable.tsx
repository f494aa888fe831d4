import { Checkbox, Switch } from '@mantine/core';
import { ALERT_KINDS, type AlertKind } from '../../../core/alerts/alert-kinds.ts';
import type { AlertRule, AlertSettings } from '../../../core/alerts/alert-settings.ts';
import { t, told } from '../../i18n/i18n.ts';
import css from './alerts.module.css';
import { KIND_WORDS } from './kind-words.ts';

interface RuleTableProps {
  settings: AlertSettings;
  onChange(kinds: AlertSettings['kinds']): void;
}

/** For each kind of alert: whether it is told, whether in quiet hours too, and by which channels. */
export function RuleTable({ settings: { kinds, channels }, onChange }: RuleTableProps) {
  const change = (kind: AlertKind, changes: Partial<AlertRule>) => onChange({ ...kinds, [kind]: { ...kinds[kind], ...changes } });
  return (
    <table className={css.rules}>
      <thead>
        <tr>
          <th>{t('Told')}</th>
          <th>{t('Urgent')}</th>
          <th>{t('By')}</th>
        </tr>
      </thead>
      <tbody>
        {ALERT_KINDS.map((kind) => {
          const rule = kinds[kind];
          const by = rule.channels ?? channels.map(({ id }) => id);
          const words = told(KIND_WORDS[kind]);
          return (
            <tr key={kind}>
              <td>
                <Switch label={words} checked={rule.on} onChange={(event) => change(kind, { on: event.currentTarget.checked })} />
              </td>
              <td>
                <Checkbox
                  aria-label={t('{{kind}}: urgent', { kind: words })}
                  disabled={!rule.on}
                  checked={rule.urgent}
                  onChange={(event) => change(kind, { urgent: event.currentTarget.checked })}
                />
              </td>
              <td>
                <div>
                  {channels.map(({ id, name }) => (
                    <Checkbox
                      key={id}
                      label={name}
                      aria-label={t('{{kind}}: by {{name}}', { kind: words, name })}
                      disabled={!rule.on}
                      checked={by.includes(id)}
                      onChange={(event) => {
                        const next = event.currentTarget.checked ? [...by, id] : by.filter((one) => one !== id);
                        change(kind, { channels: channels.every((one) => next.includes(one.id)) ? null : next });
                      }}
                    />
                  ))}
                </div>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

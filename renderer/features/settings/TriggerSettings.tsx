import { NumberInput, Switch, Textarea } from '@mantine/core';
import type { Settings } from '../../../core/api/app-models.ts';
import { t } from '../../i18n/i18n.ts';
import styles from './SettingsPage.module.css';

const FIRST_PORT = 1_024;
const LAST_PORT = 65_535;

/** Where webhooks are taken, and the days off of the workspace. */
export function TriggerSettings({ settings, onChange }: { settings: Settings; onChange(part: Partial<Settings>): void }) {
  return (
    <section>
      <h2>{t('Triggers')}</h2>
      <div className={styles.grid}>
        <NumberInput
          label={t('Port for webhooks')}
          description={t('Listened on only while a live flow needs it.')}
          value={settings.webhookPort}
          min={FIRST_PORT}
          max={LAST_PORT}
          allowDecimal={false}
          clampBehavior="blur"
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
          onBlur={(event) => {
            const port = Math.min(LAST_PORT, Math.max(FIRST_PORT, Number(event.currentTarget.value) || settings.webhookPort));
            if (port !== settings.webhookPort) onChange({ webhookPort: port });
          }}
        />
        <Switch
          label={t('Open webhooks to the network')}
          description={
            settings.webhookOpen
              ? t('Every computer that reaches this one can call the paths of live webhooks, without encryption. Let each ask for a secret.')
              : t('Only programs on this computer can call them.')
          }
          checked={settings.webhookOpen}
          onChange={(event) => onChange({ webhookOpen: event.currentTarget.checked })}
        />
      </div>
      <Textarea
        label={t('Days off')}
        description={t('For schedules that go by working days. One per line: 2026-12-24, or 12-24 for every year; a name may stand behind.')}
        placeholder={t('12-25 Christmas')}
        autosize
        minRows={2}
        maxRows={12}
        defaultValue={settings.holidays.join('\n')}
        onBlur={(event) => {
          const holidays = event.currentTarget.value
            .split('\n')
            .map((line) => line.trim())
            .filter((line) => line !== '');
          if (holidays.join('\n') !== settings.holidays.join('\n')) onChange({ holidays });
        }}
      />
    </section>
  );
}

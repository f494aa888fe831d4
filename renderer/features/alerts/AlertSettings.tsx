import { Button, NativeSelect, NumberInput, Switch, Textarea, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { AlertSettings as Settings } from '../../../core/alerts/alert-settings.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { t } from '../../i18n/i18n.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { say, sayFailed } from '../../ui/say.ts';
import css from './alerts.module.css';
import { ChannelList } from './ChannelList.tsx';
import { FlowRules } from './FlowRules.tsx';
import { RuleTable } from './RuleTable.tsx';

/** Languages are called as those who speak them do. */
const LANGUAGE_NAMES = { en: 'English', de: 'Deutsch' } as const;

/** Who is told of what, how, and when not. Kept when it is saved. */
export function AlertSettings() {
  const [settings, setSettings] = useState<Settings | null>(null);
  const [kept, setKept] = useState<Settings | null>(null);
  const [error, setError] = useState<ErrorReport | null>(null);
  const zone = useWorkspace(zoneOf);
  useEffect(() => {
    api.alerts.settings().then(
      (found) => {
        setSettings(found);
        setKept(found);
      },
      (reason: unknown) => setError(toReport(reason)),
    );
  }, []);
  if (error) return <ErrorNote report={error} />;
  if (!settings) return null;
  const change = (changes: Partial<Settings>) => setSettings({ ...settings, ...changes });
  const { quiet } = settings;
  const save = async () => {
    try {
      const saved = await api.alerts.saveSettings(settings);
      setSettings(saved);
      setKept(saved);
      say(t('Kept'));
    } catch (reason) {
      sayFailed(t('It was not kept'), toReport(reason));
    }
  };
  return (
    <div className={css.settings}>
      <ChannelList channels={settings.channels} onChange={(channels) => change({ channels })} />
      <section className={css.card}>
        <h2>{t('What is told')}</h2>
        <RuleTable settings={settings} onChange={(kinds) => change({ kinds })} />
        <div className={css.fields}>
          <NumberInput
            label={t('Rejected records a run may have')}
            description={t('More of them are told of.')}
            min={0}
            allowDecimal={false}
            value={settings.rejectsOver}
            onChange={(value) => change({ rejectsOver: Number(value) || 0 })}
          />
          <div>
            <Switch label={t('Tell when it is over')} checked={settings.recovered} onChange={(event) => change({ recovered: event.currentTarget.checked })} />
            <Switch
              mt="sm"
              label={t('Runs started by hand too')}
              checked={settings.manualRuns}
              onChange={(event) => change({ manualRuns: event.currentTarget.checked })}
            />
          </div>
        </div>
      </section>
      <FlowRules settings={settings} onChange={(flows) => change({ flows })} />
      <section className={css.card}>
        <h2>{t('Quiet hours')}</h2>
        <p className={css.quiet}>{t('What comes meanwhile is held back and told in one message when they end. What is urgent is told at once.')}</p>
        <Switch
          label={t('Keep quiet at certain hours')}
          checked={quiet.on}
          onChange={(event) => change({ quiet: { ...quiet, on: event.currentTarget.checked } })}
        />
        {quiet.on && (
          <div className={css.fields}>
            <TextInput
              type="time"
              label={t('From')}
              value={quiet.from}
              onChange={(event) => change({ quiet: { ...quiet, from: event.currentTarget.value } })}
            />
            <TextInput
              type="time"
              label={t('Until')}
              description={t('By the clock of {{zone}}', { zone: quiet.zone === '' ? zone : quiet.zone })}
              value={quiet.to}
              onChange={(event) => change({ quiet: { ...quiet, to: event.currentTarget.value } })}
            />
          </div>
        )}
      </section>
      <section className={css.card}>
        <h2>{t('The messages')}</h2>
        <div className={css.fields}>
          <NativeSelect
            label={t('Language of the messages')}
            description={t('Of mails and of what goes to chats.')}
            value={settings.language}
            onChange={(event) => change({ language: event.currentTarget.value === 'de' ? 'de' : 'en' })}
            data={[
              { value: 'en', label: LANGUAGE_NAMES.en },
              { value: 'de', label: LANGUAGE_NAMES.de },
            ]}
          />
          <TextInput
            label={t('Address of Swivel')}
            description={t('Messages link to it. Empty: no link.')}
            value={settings.address}
            onChange={(event) => change({ address: event.currentTarget.value })}
          />
          <TextInput
            className={css.wide ?? ''}
            label={t('Own subject')}
            description={t('Empty: what has happened, in one line. {title} and {flow} are filled in.')}
            value={settings.subject}
            onChange={(event) => change({ subject: event.currentTarget.value })}
          />
          <Textarea
            className={css.wide ?? ''}
            label={t('Own text')}
            description={t('Empty: what has happened, what to do and the details. {title}, {what}, {todo}, {flow}, {run}, {when} and {link} are filled in.')}
            autosize
            minRows={3}
            value={settings.body}
            onChange={(event) => change({ body: event.currentTarget.value })}
          />
        </div>
      </section>
      <div className={css.foot}>
        {settings !== kept && <span className={css.quiet}>{t('Not kept yet')}</span>}
        <Button disabled={settings === kept} onClick={() => void save()}>
          {t('Keep')}
        </Button>
      </div>
    </div>
  );
}

import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AlertChannel } from '../../../core/alerts/alert-settings.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { t } from '../../i18n/i18n.ts';
import { useConnections } from '../../state/connections.ts';
import { formatRoute } from '../../state/route.ts';
import { say, sayFailed } from '../../ui/say.ts';
import css from './alerts.module.css';

interface ChannelListProps {
  channels: readonly AlertChannel[];
  onChange(channels: AlertChannel[]): void;
}

/** The ways to tell somebody, each with a test. */
export function ChannelList({ channels, onChange }: ChannelListProps) {
  const add = (channel: AlertChannel) => onChange([...channels, channel]);
  const id = () => crypto.randomUUID();
  return (
    <section className={css.card}>
      <h2>{t('Channels')}</h2>
      <p className={css.quiet}>{t('How people are reached. Every alert goes by all of them, unless a rule below says otherwise.')}</p>
      {channels.map((channel) => (
        <Channel
          key={channel.id}
          channel={channel}
          onChange={(changed) => onChange(channels.map((one) => (one.id === channel.id ? changed : one)))}
          onRemove={() => onChange(channels.filter((one) => one.id !== channel.id))}
        />
      ))}
      <div className={css.actions}>
        <Button variant="default" onClick={() => add({ kind: 'mail', id: id(), name: t('Mail'), connectionId: '', to: [] })}>
          {t('Add mail')}
        </Button>
        <Button variant="default" onClick={() => add({ kind: 'webhook', id: id(), name: t('Webhook'), connectionId: '', path: '' })}>
          {t('Add webhook')}
        </Button>
        {!channels.some(({ kind }) => kind === 'desktop') && (
          <Button variant="default" onClick={() => add({ kind: 'desktop', id: id(), name: t('Desktop') })}>
            {t('Add desktop')}
          </Button>
        )}
      </div>
    </section>
  );
}

function Channel({ channel, onChange, onRemove }: { channel: AlertChannel; onChange(channel: AlertChannel): void; onRemove(): void }) {
  const [testing, setTesting] = useState(false);
  const test = async () => {
    setTesting(true);
    try {
      if (channel.kind === 'desktop' && !('swivel' in window) && 'Notification' in window) await Notification.requestPermission();
      await api.alerts.test({ channel });
      say(t('The test message is on its way by "{{name}}"', { name: channel.name }));
    } catch (reason) {
      sayFailed(t('"{{name}}" does not reach anybody', { name: channel.name }), toReport(reason));
    } finally {
      setTesting(false);
    }
  };
  return (
    <div className={css.channel}>
      <TextInput label={t('Name of the channel')} value={channel.name} onChange={(event) => onChange({ ...channel, name: event.currentTarget.value })} />
      {channel.kind === 'desktop' ? (
        <p className={css.quiet}>{t('A notice on the screen of whoever has Swivel open.')}</p>
      ) : (
        <ConnectionChoice
          family={channel.kind === 'mail' ? 'mail' : 'http'}
          value={channel.connectionId}
          onChange={(connectionId) => onChange({ ...channel, connectionId })}
        />
      )}
      {channel.kind === 'mail' && (
        <Textarea
          className={css.wide ?? ''}
          label={t('Mail goes to')}
          description={t('One address per line.')}
          autosize
          minRows={2}
          value={channel.to.join('\n')}
          onChange={(event) => onChange({ ...channel, to: event.currentTarget.value === '' ? [] : event.currentTarget.value.split('\n') })}
        />
      )}
      {channel.kind === 'webhook' && (
        <TextInput
          className={css.wide ?? ''}
          label={t('Path')}
          description={t('Behind the address of the connection. What has happened is posted there as JSON.')}
          value={channel.path}
          onChange={(event) => onChange({ ...channel, path: event.currentTarget.value })}
        />
      )}
      <div className={`${css.wide} ${css.actions}`}>
        <Button variant="subtle" color="gray" onClick={onRemove} aria-label={t('Remove the channel {{name}}', { name: channel.name })}>
          {t('Remove')}
        </Button>
        <Button variant="default" loading={testing} onClick={() => void test()} aria-label={t('Test the channel {{name}}', { name: channel.name })}>
          {t('Test')}
        </Button>
      </div>
    </div>
  );
}

function ConnectionChoice({ family, value, onChange }: { family: 'mail' | 'http'; value: string; onChange(connectionId: string): void }) {
  const rows = useConnections((state) => state.rows) ?? [];
  const fitting = rows.filter((row) => row.family === family);
  return (
    <NativeSelect
      label={family === 'mail' ? t('By the mail server') : t('By the connection')}
      description={
        fitting.length === 0 ? (
          <a href={formatRoute({ page: 'connections', newKind: family === 'mail' ? 'smtp' : 'http' })}>{t('Make a connection first')}</a>
        ) : undefined
      }
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[{ value: '', label: t('Choose one') }, ...fitting.map(({ connectionId, name }) => ({ value: connectionId, label: name }))]}
    />
  );
}

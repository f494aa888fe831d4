import { Button } from '@mantine/core';
import { IconCopy, IconKey } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { t } from '../../i18n/i18n.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { say, sayFailed } from '../../ui/say.ts';
import { formatMoment } from '../../ui/words.ts';
import css from '../form.module.css';
import type { WidgetProps } from '../widget.ts';
import own from './webhook.module.css';

const BYTES = 24;

/** What requests prove themselves with: made here or typed, sent to the vault at once, and shown only until the form is left. */
export function WebhookSecretField({ id, context, describedBy }: WidgetProps<string>) {
  const { flowId } = context;
  const nodeId = context.node.id;
  const zone = useWorkspace(zoneOf);
  const [changedAt, setChangedAt] = useState<number | null | undefined>(undefined);
  const [typed, setTyped] = useState('');
  const [made, setMade] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    api.triggers.secret({ flowId, nodeId }).then(
      (answer) => !gone && setChangedAt(answer.changedAt),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [flowId, nodeId]);
  const keep = async (secret: string, show: boolean) => {
    try {
      await api.triggers.setSecret({ flowId, nodeId, secret });
      setChangedAt(Date.now());
      setTyped('');
      setMade(show ? secret : null);
      say(t('The secret is kept in the vault.'));
    } catch (error) {
      sayFailed(t('The secret could not be kept'), toReport(error));
    }
  };
  return (
    <>
      <span className={css.line}>
        <input
          id={id}
          type="password"
          className={css.input}
          value={typed}
          autoComplete="new-password"
          placeholder={changedAt ? t('A secret is set. Type to replace it.') : t('Type one, or let one be made')}
          aria-describedby={describedBy}
          onChange={(event) => setTyped(event.target.value)}
        />
        {typed === '' ? (
          <Button variant="default" style={{ flex: 'none' }} leftSection={<IconKey size={14} aria-hidden="true" />} onClick={() => void keep(random(), true)}>
            {t('Make one')}
          </Button>
        ) : (
          <Button style={{ flex: 'none' }} onClick={() => void keep(typed, false)}>
            {t('Keep')}
          </Button>
        )}
      </span>
      {made !== null && (
        <div className={own.box}>
          <span className={own.address}>
            <code>{made}</code>
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<IconCopy size={13} aria-hidden="true" />}
              onClick={() => void navigator.clipboard.writeText(made).then(() => say(t('The secret is copied.')))}
            >
              {t('Copy')}
            </Button>
          </span>
          <span>{t('Copy it now and give it to the other side: it is not shown again.')}</span>
        </div>
      )}
      {changedAt === null && <p className={css.problem}>{t('No secret is set, so every request would be refused.')}</p>}
      {typeof changedAt === 'number' && made === null && (
        <small className={css.note}>{t('Set {{when}}', { when: formatMoment(changedAt, zone, Date.now()) })}</small>
      )}
    </>
  );
}

function random(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}

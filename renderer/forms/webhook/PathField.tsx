import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { WebhookAddress } from '../../../core/api/trigger-models.ts';
import { api } from '../../api/client.ts';
import { t } from '../../i18n/i18n.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { say } from '../../ui/say.ts';
import css from '../form.module.css';
import type { WidgetProps } from '../widget.ts';
import own from './webhook.module.css';

const WAIT_MS = 150;

/** The path of a webhook, with the whole address to give to the other side, and whether the path is free. */
export function WebhookPathField({ id, value, onChange, field, context, describedBy, problems }: WidgetProps<string>) {
  const address = useAddress(context.flowId, context.node.id, value);
  return (
    <>
      <input
        id={id}
        className={`${css.input} ${css.mono}`}
        value={value}
        placeholder={field.placeholder}
        spellCheck={false}
        aria-describedby={describedBy}
        aria-invalid={problems.length > 0 || typeof address?.takenBy === 'string'}
        onChange={(event) => onChange(event.target.value)}
      />
      {address && value.trim() !== '' && (
        <div className={own.box}>
          <span className={own.address}>
            <code title={address.url}>{address.url}</code>
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<IconCopy size={13} aria-hidden="true" />}
              onClick={() => void navigator.clipboard.writeText(address.url).then(() => say(t('The address is copied.')))}
            >
              {t('Copy')}
            </Button>
          </span>
          <span className={address.open ? own.warn : undefined}>
            {address.open
              ? t('Open to the network: every computer that reaches this one can call it.')
              : t('Reachable from this computer only. The settings can open it to the network.')}
          </span>
        </div>
      )}
      {typeof address?.takenBy === 'string' && (
        <p className={css.problem}>{t('The live flow "{{flow}}" has this path already. Choose another one.', { flow: address.takenBy })}</p>
      )}
    </>
  );
}

function useAddress(flowId: string, nodeId: string, path: string): WebhookAddress | null {
  const changed = useWorkspace((state) => state.flowsChanged);
  const [address, setAddress] = useState<WebhookAddress | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another flow that goes live may take the path
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(() => {
      api.triggers.address({ flowId, nodeId, path }).then(
        (answer) => !gone && setAddress(answer),
        () => !gone && setAddress(null),
      );
    }, WAIT_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [flowId, nodeId, path, changed]);
  return address;
}

import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCopy } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { Environment } from '../../../core/base/environment.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import type { AnyConnectionSpec } from '../../../core/catalog/connection-spec.ts';
import type { Problem } from '../../../core/flow/flow.ts';
import { withSetting } from '../../forms/config-path.ts';
import { environmentWords } from '../../forms/connection/connection-words.ts';
import { NodeForm } from '../../forms/NodeForm.tsx';
import { t } from '../../i18n/i18n.ts';
import { type ConnectionDraft, newHosts, withConfig } from '../../state/connection-draft.ts';
import css from './connections.module.css';
import { useConnectionForm } from './use-connection-form.ts';

interface EnvironmentFormProps {
  draftKey: string;
  draft: ConnectionDraft;
  spec: AnyConnectionSpec;
  environment: Environment;
  failed: ErrorReport | null;
  change(next: ConnectionDraft): void;
  showHelp(field: string): void;
}

/** The settings of a connection in one environment; where it has none, a way to begin with those of the other one. */
export function EnvironmentForm({ draftKey, draft, spec, environment, failed, change, showHelp }: EnvironmentFormProps) {
  const refused = useMemo((): Problem | null => {
    const field = failed?.place?.field;
    return failed && field ? { severity: 'error', code: failed.code, field, message: failed.message, ...(failed.hint ? { hint: failed.hint } : {}) } : null;
  }, [failed]);
  const context = useConnectionForm({ draftKey, draft, spec, environment, refused, change, showHelp });
  const other: Environment = environment === 'test' ? 'production' : 'test';
  if (draft.configs[environment] === null)
    return (
      <div className={css.unset}>
        <h2>{environment === 'test' ? t('Not set up for test') : t('Not set up for production')}</h2>
        <p>
          {environment === 'test'
            ? t(
                'While Swivel works in the test environment, a step that uses this connection stops and says so. It never falls back to production, so nothing is written there by mistake.',
              )
            : t('While Swivel works in production, a step that uses this connection stops and says so.')}
        </p>
        <Button
          variant="default"
          leftSection={<IconCopy size={15} aria-hidden="true" />}
          onClick={() => change(withConfig(draft, environment, draft.configs[other] ?? spec.defaults))}
        >
          {environment === 'test' ? t('Set it up, starting from the values of production') : t('Set it up, starting from the values of test')}
        </Button>
        <p>{t('Passwords and keys are not copied: each environment has its own.')}</p>
      </div>
    );
  if (!context) return <p className={css.quiet}>{t('These settings were made by a newer version and cannot be shown.')}</p>;
  const moved = newHosts(draft, environment, spec);
  const hasSecrets = draft.saved?.environments[environment].secrets.some(({ state }) => state === 'set') === true;
  const users = [...new Set((draft.saved?.usedBy ?? []).map(({ flowName, nodeName }) => flowName || t('Alerts by {{channel}}', { channel: nodeName })))];
  const said = spec.form.flatMap(({ fields }) => fields.map(({ field }) => field));
  const elsewhere = context.problems.filter(({ field }) => field !== undefined && !said.some((one) => field === one || field.startsWith(`${one}.`)));
  return (
    <div className={css.form}>
      <h2 className="visually-hidden">{t('Settings')}</h2>
      {moved.length > 0 && hasSecrets && (
        <p className={css.moved} role="status">
          <IconAlertTriangle size={15} aria-hidden="true" />
          {t('It leads to {{hosts}} now. Passwords and keys belong to the host they were given for, so give them again below.', { hosts: moved.join(', ') })}
        </p>
      )}
      {moved.length > 0 && users.length > 0 && (
        <p className={css.moved} role="status">
          <IconAlertTriangle size={15} aria-hidden="true" />
          {t('When it is saved, this goes to {{hosts}}: {{users}}.', { hosts: moved.join(', '), users: users.join(', ') })}
        </p>
      )}
      {elsewhere.map(({ message }) => (
        <p key={message} className={css.moved}>
          {message}
        </p>
      ))}
      <NodeForm
        sections={spec.form}
        context={context}
        onChange={(field, value) => change(withConfig(draft, environment, withSetting(context.config, field, value)))}
      />
      {draft.configs[other] !== null && (
        <p className={css.takeAway}>
          <Button variant="subtle" color="gray" size="compact-xs" onClick={() => change(withConfig(draft, environment, null))}>
            {t('Remove the values for {{environment}}', { environment: environmentWords(environment) })}
          </Button>
        </p>
      )}
    </div>
  );
}

import { NativeSelect } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ImportChoice, ImportContents } from '../../../core/api/connection-models.ts';
import { connectionCatalog } from '../../../core/connections/index.ts';
import { t, told } from '../../i18n/i18n.ts';
import { KindIcon } from '../../ui/icons.tsx';
import css from './import.module.css';

type Brought = ImportContents['connections'][number];

interface BroughtConnectionsProps {
  connections: readonly Brought[];
  choices: Readonly<Record<string, ImportChoice>>;
  onChoose(id: string, choice: ImportChoice): void;
}

/** The connections a flow file names, and which of this workspace take their place. */
export function BroughtConnections({ connections, choices, onChoose }: BroughtConnectionsProps) {
  return (
    <section aria-label={t('Connections')}>
      <h3>{t('Connections')}</h3>
      <p className={css.quiet}>{t('A flow file holds no passwords. Choose which of your connections its steps use.')}</p>
      <ul className={css.connections}>
        {connections.map((one) => {
          const choice = choices[one.id] ?? { do: 'leave-empty' };
          const spec = connectionCatalog.get(one.kind);
          const elsewhere = one.match && choice.do === 'use' && choice.connectionId === one.match.connectionId ? otherHosts(one, one.match.hosts) : [];
          return (
            <li key={one.id}>
              <KindIcon icon={spec?.icon ?? 'question-mark'} size={18} />
              <div className={css.words}>
                <b>{one.name}</b>
                <span className={css.quiet}>
                  {[told(spec?.title ?? one.kind), one.hosts.join(', '), one.usedBy.map(({ nodeName }) => nodeName).join(', ')].filter(Boolean).join(' · ')}
                </span>
              </div>
              <NativeSelect
                size="xs"
                className={css.choice ?? ''}
                aria-label={t('What "{{name}}" becomes', { name: one.name })}
                value={choiceText(choice)}
                onChange={(event) => onChoose(one.id, choiceOf(event.currentTarget.value))}
                data={[
                  ...one.candidates.map(({ connectionId, name, summary }) => ({
                    value: `use ${connectionId}`,
                    label: t('Use mine: {{name}}', { name: [name, told(summary)].filter(Boolean).join(' · ') }),
                  })),
                  ...(one.family === null ? [] : [{ value: 'make', label: t('Make it, to be filled in') }]),
                  { value: 'leave-empty', label: t('Leave the setting empty') },
                ]}
              />
              {elsewhere.length > 0 && (
                <p className={css.warn}>
                  <IconAlertTriangle size={14} aria-hidden="true" />
                  {t('Yours leads to {{mine}}, that of the file to {{theirs}}. Make sure that it is the one you mean.', {
                    mine: one.match?.hosts.join(', ') ?? '',
                    theirs: elsewhere.join(', '),
                  })}
                </p>
              )}
              {one.family === null && <p className={css.warn}>{t('This version of Swivel does not know connections of this kind.')}</p>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function otherHosts({ hosts }: Brought, mine: readonly string[]): string[] {
  return mine.length === 0 ? [] : hosts.filter((host) => !mine.includes(host));
}

function choiceText(choice: ImportChoice): string {
  return choice.do === 'use' ? `use ${choice.connectionId}` : choice.do;
}

function choiceOf(value: string): ImportChoice {
  if (value.startsWith('use ')) return { do: 'use', connectionId: value.slice(4) };
  return { do: value === 'make' ? 'make' : 'leave-empty' };
}

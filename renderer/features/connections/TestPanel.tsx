import { Button } from '@mantine/core';
import { IconBolt, IconPlayerStop } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Environment } from '../../../core/base/environment.ts';
import type { AnyConnectionSpec } from '../../../core/catalog/connection-spec.ts';
import { withSetting } from '../../forms/config-path.ts';
import { environmentWords } from '../../forms/connection/connection-words.ts';
import { PartList, TestedParts } from '../../forms/connection/TestedParts.tsx';
import { useConnectionTest } from '../../forms/connection/use-connection-test.ts';
import { t } from '../../i18n/i18n.ts';
import { useTestRequest } from '../../state/connection-desk.ts';
import { type ConnectionDraft, givenSecrets, isChangedIn, withConfig } from '../../state/connection-draft.ts';
import { sameJson } from '../../state/same-json.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { formatExact, formatMoment } from '../../ui/words.ts';
import css from './connections.module.css';

interface TestPanelProps {
  draft: ConnectionDraft;
  spec: AnyConnectionSpec;
  environment: Environment;
  change(next: ConnectionDraft): void;
}

/** What was typed as a secret is saved or not: it is the same secret. */
function sameAsTested(tested: ConnectionDraft, draft: ConnectionDraft, environment: Environment): boolean {
  if (!sameJson(tested.configs[environment], draft.configs[environment])) return false;
  const typed = Object.entries(draft.typed[environment]);
  return typed.every(([name, value]) => tested.typed[environment][name] === value);
}

/** Tests the connection as the form stands, saved or not, and shows what the last test of it found. */
export function TestPanel({ draft, spec, environment, change }: TestPanelProps) {
  const zone = useWorkspace(zoneOf);
  const { test, start, stop } = useConnectionTest();
  const [tested, setTested] = useState<ConnectionDraft | null>(null);
  const config = draft.configs[environment];
  const last = draft.saved?.environments[environment].lastTest ?? null;
  const accept = (field: string, value: string) => config && change(withConfig(draft, environment, withSetting(config, field, value)));
  const begin = () => {
    if (!config) return;
    setTested(draft);
    const connectionId = draft.saved ? { connectionId: draft.saved.connectionId } : {};
    if (draft.saved && !isChangedIn(draft, environment)) return start({ ...connectionId, environment });
    start({ ...connectionId, environment, draft: { kind: spec.kind, name: draft.name, config: { ...config }, secrets: givenSecrets(draft, environment) } });
  };
  const panel = useRef<HTMLElement>(null);
  const asked = useTestRequest((state) => state.asked);
  const seen = useRef(asked);
  const begun = useRef(asked);
  useEffect(() => {
    if (asked === seen.current) return;
    seen.current = asked;
    begin();
  });
  // Asked for from elsewhere, it may stand out of sight, and grows part by part.
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every part that comes
  useEffect(() => {
    if (asked !== begun.current) panel.current?.scrollIntoView({ block: 'nearest' });
  }, [asked, test]);
  const isOld = test !== null && tested !== null && !sameAsTested(tested, draft, environment);
  return (
    <section ref={panel} className={css.card} aria-label={t('Does it work?')}>
      <div className={css.cardHead}>
        <h2>{t('Does it work?')}</h2>
        <span className={css.gap} />
        {test?.state === 'going' ? (
          <Button size="compact-sm" variant="default" leftSection={<IconPlayerStop size={14} aria-hidden="true" />} onClick={stop}>
            {t('Stop the test')}
          </Button>
        ) : (
          <Button size="compact-sm" variant="light" leftSection={<IconBolt size={14} aria-hidden="true" />} onClick={begin}>
            {t('Test the connection')}
          </Button>
        )}
      </div>
      {isOld && test?.state !== 'going' && <p className={css.words}>{t('You have changed something since this test.')}</p>}
      {test ? (
        <TestedParts test={test} name={draft.name.trim()} onAccept={accept} />
      ) : last ? (
        <>
          <p className={css.words} title={formatExact(last.at, zone)}>
            {last.ok
              ? t('The last test passed: {{when}}.', { when: formatMoment(last.at, zone, Date.now()) })
              : t('The last test failed: {{when}}.', { when: formatMoment(last.at, zone, Date.now()) })}{' '}
            {last.outdated && t('The settings were changed since.')}
          </p>
          <PartList parts={last.parts} name={draft.name.trim()} onAccept={accept} />
        </>
      ) : (
        <p className={css.words}>
          {t(
            'Looks at one thing after another, for {{environment}}: the address, whether it is reached, encryption, signing in, and the rights. Nothing is written there.',
            {
              environment: environmentWords(environment),
            },
          )}
        </p>
      )}
    </section>
  );
}

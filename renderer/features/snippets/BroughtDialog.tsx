import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { LinkedStep } from '../../../core/api/snippet-library-models.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { snippetIn } from '../../../core/catalog/snippet-content.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { t } from '../../i18n/i18n.ts';
import { useBrought } from '../../state/brought.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import css from './snippets.module.css';

/** Says after an import which snippets the flow brought that this library does not have, or has otherwise, and takes them in when asked to. */
export function BroughtDialog() {
  const brought = useBrought((state) => state.brought);
  const [added, setAdded] = useState<readonly string[]>([]);
  const [failed, setFailed] = useState<ErrorReport | null>(null);
  if (!brought) return null;
  const steps = brought.steps.filter(({ state }) => state === 'unknown' || state === 'changed');
  const close = () => {
    useBrought.setState({ brought: null });
    setAdded([]);
    setFailed(null);
  };
  const add = async (step: LinkedStep) => {
    setFailed(null);
    try {
      const { flow } = await api.flows.get({ flowId: brought.flowId });
      const content = snippetIn(flow.nodes.find(({ id }) => id === step.nodeId)?.config ?? {})?.content;
      if (!content) return;
      await api.snippets.save({ name: step.reference.name, description: '', content, as: step.reference });
      setAdded([...added, step.reference.id]);
    } catch (error) {
      setFailed(toReport(error));
    }
  };
  return (
    <Modal opened onClose={close} title={t('The flow brought snippets')} size={580}>
      <div className={css.form}>
        <p>
          {t('The flow carries all the code it needs and runs with it. These steps are linked to snippets that this library does not have, or has otherwise.')}
        </p>
        <ul className={css.brought}>
          {steps.map((step) => (
            <li key={step.nodeId}>
              <div className={css.user}>
                <b>{t('{{name}}, version {{version}}', { name: step.reference.name, version: step.reference.version })}</b>
                <span className={css.quiet}>
                  {t('in step {{step}}', { step: step.nodeName })} · {added.includes(step.reference.id) ? t('now in the library') : stateWords(step)}
                </span>
              </div>
              {step.newest === undefined && !added.includes(step.reference.id) && (
                <Button size="compact-sm" variant="default" onClick={() => void add(step)}>
                  {t('Add to the library')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {failed && <ErrorNote report={failed} />}
        <div className={css.foot}>
          <Button onClick={close}>{t('Done')}</Button>
        </div>
      </div>
    </Modal>
  );
}

function stateWords({ state, newest, reference }: LinkedStep): string {
  if (state === 'changed') return t('its code is not that of version {{version}} here', { version: reference.version });
  return newest === undefined ? t('not in this library') : t('this library has no such version, its newest is {{version}}', { version: newest });
}

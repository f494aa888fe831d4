import { Button, Modal } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { ENVIRONMENTS, type Environment } from '../../../core/base/environment.ts';
import { environmentWords } from '../../forms/connection/connection-words.ts';
import { t, told } from '../../i18n/i18n.ts';
import { type Publishing, usePublishing } from '../../state/publishing.ts';
import css from './publishing.module.css';

/** Asks what the runs of a flow reach once it starts by itself, and says which of its connections cannot be used there. */
export function PublishDialog() {
  const asked = usePublishing((state) => state.asked);
  return asked && <Question key={asked.flowId} asked={asked} />;
}

function Question({ asked: { name, facts, answer } }: { asked: Publishing }) {
  const [environment, setEnvironment] = useState(facts.environment);
  return (
    <Modal opened onClose={() => answer(null)} title={t('Publish {{name}}?', { name })} size={560}>
      <div className={css.dialog}>
        <p>{t('From now on its triggers start version {{version}}. Edits stay a draft until you publish again.', { version: facts.version })}</p>
        <fieldset className={css.choices}>
          <legend>{t('Runs automatically with')}</legend>
          {ENVIRONMENTS.map((one) => (
            <label key={one} className={css.choice} data-chosen={one === environment || undefined}>
              <input type="radio" name="environment" checked={one === environment} onChange={() => setEnvironment(one)} />
              <b>{environmentWords(one)}</b>
              <small>{one === 'test' ? t('Systems to try things on.') : t('The real systems.')}</small>
              <Connections facts={facts} environment={one} />
            </label>
          ))}
        </fieldset>
        <p className={css.quiet}>{t('Switching the environment of the workspace later does not change what this flow reaches when it runs automatically.')}</p>
        <div className={css.foot}>
          <Button variant="default" onClick={() => answer(null)}>
            {t('Cancel')}
          </Button>
          <Button data-autofocus onClick={() => answer(environment)}>
            {t('Publish')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function Connections({ facts, environment }: { facts: Publishing['facts']; environment: Environment }) {
  return (
    <ul>
      {facts.connections.map(({ connectionId, name, troubles }) => {
        const trouble = troubles[environment];
        return (
          <li key={connectionId} data-bad={trouble ? true : undefined}>
            {trouble ? <IconAlertTriangle size={13} aria-hidden="true" /> : <IconCircleCheck size={13} aria-hidden="true" />}
            {trouble ? told(trouble) : name}
          </li>
        );
      })}
    </ul>
  );
}

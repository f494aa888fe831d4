import { Button } from '@mantine/core';
import { useState } from 'react';
import type { TriggerRow } from '../../../core/api/trigger-models.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { EnvironmentTag } from '../../forms/connection/EnvironmentTag.tsx';
import { language, t, told } from '../../i18n/i18n.ts';
import { formatRoute } from '../../state/route.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { KindIcon } from '../../ui/icons.tsx';
import { StateGlyph } from '../../ui/StateGlyph.tsx';
import { say, sayFailed } from '../../ui/say.ts';
import { formatAgo, formatExact, formatMoment } from '../../ui/words.ts';
import { HAPPENED_GLYPHS, happenedWords, inboxWords, receivedWords, STATE_GLYPHS, stateWords } from './trigger-words.ts';
import css from './triggers.module.css';
import { useReceived } from './use-triggers.ts';

/** One trigger: alive, last, next, what is wrong, and what it received lately when that is asked for. */
export function TriggerCard({ trigger, onChanged }: { trigger: TriggerRow; onChanged(): void }) {
  const zone = useWorkspace(zoneOf);
  const [open, setOpen] = useState(false);
  const now = Date.now();
  const again = async () => {
    try {
      const { count } = await api.triggers.again({ flowId: trigger.flowId, nodeId: trigger.nodeId });
      say(t('Retried: {{number}}', { number: count }));
      onChanged();
    } catch (error) {
      sayFailed(t('It could not be retried'), toReport(error));
    }
  };
  const inbox = inboxWords(trigger);
  const summary = summaryOf(trigger);
  return (
    <li className={css.card} data-state={trigger.state} aria-label={t('{{trigger}} of {{flow}}', { trigger: trigger.nodeName, flow: trigger.flowName })}>
      <div className={css.top}>
        <div className={css.name}>
          <KindIcon icon={catalog.get(trigger.kind)?.icon ?? 'question-mark'} size={18} />
          <span>
            <a href={formatRoute({ page: 'flow', flowId: trigger.flowId })}>{trigger.flowName}</a>
            <small title={summary}>{`${trigger.nodeName}: ${summary}`}</small>
          </span>
        </div>
        <span className={css.state}>
          <StateGlyph state={STATE_GLYPHS[trigger.state]} size={14} beside />
          {stateWords(trigger.state)}
          <EnvironmentTag environment={trigger.environment} />
        </span>
        <Fact label={t('Last look')} at={trigger.lastLook} zone={zone} words={trigger.lastLook === null ? t('not yet') : formatAgo(trigger.lastLook, now)} />
        <Fact label={t('Last received')} at={trigger.lastAt} zone={zone} words={trigger.lastAt === null ? t('nothing yet') : formatAgo(trigger.lastAt, now)} />
        <Fact label={t('Next')} at={trigger.next} zone={zone} words={trigger.next === null ? t('when it comes') : formatMoment(trigger.next, zone, now)} />
        <Button size="compact-sm" variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('Hide received') : t('Show received')}
        </Button>
      </div>
      {trigger.trouble !== null && (
        <p className={css.trouble}>
          {told(trigger.trouble)}{' '}
          {trigger.since !== null && t('Since {{when}}. It is tried again automatically.', { when: formatMoment(trigger.since, zone, now) })}
        </p>
      )}
      {trigger.place !== null && (
        <span className={css.place}>
          {trigger.connection !== null && <b>{trigger.connection}: </b>}
          {trigger.place === '.' ? t('its own folder') : trigger.place}
        </span>
      )}
      {(trigger.notes.length > 0 || inbox !== '') && (
        <ul className={css.notes}>
          {inbox !== '' && (
            <li>
              {inbox}{' '}
              {trigger.failed > 0 && (
                <Button size="compact-xs" variant="default" onClick={() => void again()}>
                  {t('Retry what failed')}
                </Button>
              )}
            </li>
          )}
          {trigger.notes.map((note) => (
            <li key={note}>{told(note)}</li>
          ))}
        </ul>
      )}
      {open && <Received trigger={trigger} zone={zone} />}
    </li>
  );
}

function Fact({ label, at, zone, words }: { label: string; at: number | null; zone: string; words: string }) {
  return (
    <span className={css.fact} title={at === null ? undefined : formatExact(at, zone)}>
      <small>{label}</small>
      {words}
    </span>
  );
}

function Received({ trigger, zone }: { trigger: TriggerRow; zone: string }) {
  const rows = useReceived(trigger);
  if (rows?.length === 0) return <span className={css.quiet}>{t('It has received nothing yet.')}</span>;
  return (
    <ul className={css.received} aria-label={t('Received lately')}>
      {rows?.map((row) => (
        <li key={row.seq}>
          <span className="num">{formatExact(row.receivedAt, zone)}</span>
          <span>
            <StateGlyph state={HAPPENED_GLYPHS[row.state]} size={13} beside />
            {happenedWords(row.state)}
          </span>
          <span className={css.said}>{[receivedWords(row), told(row.trouble ?? row.note ?? '')].filter(Boolean).join(' · ')}</span>
          {row.runId !== null && <a href={formatRoute({ page: 'run', runId: row.runId })}>{t('Open the run')}</a>}
        </li>
      ))}
    </ul>
  );
}

/** What it is set to do, in the language of the window. */
function summaryOf({ kind, config, summary }: TriggerRow): string {
  const spec = catalog.get(kind);
  const read = spec?.config.safeParse(config);
  return told(spec && read?.success ? spec.summary(read.data, language()) : summary);
}

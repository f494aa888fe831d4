import { Button, Modal, SegmentedControl } from '@mantine/core';
import { useId, useState } from 'react';
import type { Correction, ReplayRequest } from '../../../core/api/replay-models.ts';
import type { RunDetail } from '../../../core/api/run-models.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import type { RecordOrigin } from '../../../core/base/sample.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { t, told } from '../../i18n/i18n.ts';
import { goTo } from '../../state/route.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { TextWithPaths } from '../../ui/PathText.tsx';
import { CorrectGrid } from './CorrectGrid.tsx';
import { KeyChooser, type Keys } from './KeyChooser.tsx';
import { PlanSteps } from './PlanSteps.tsx';
import css from './replay.module.css';
import { useReplayPlan } from './use-replay-plan.ts';

interface ReplayDialogProps {
  detail: RunDetail;
  fromNode?: string;
  /** Opens with the rejected records in a grid. */
  correct?: boolean;
  /** Opens with this record alone. */
  record?: RecordOrigin;
  onClose(): void;
}

type What = 'all' | 'rejected' | 'correct' | 'keys' | 'from-step' | 'record';

/** Runs it again: what, with which version, and before anything happens what will be read, written harmlessly or written a second time. */
export function ReplayDialog({ detail, fromNode, correct, record, onClose }: ReplayDialogProps) {
  const id = useId();
  const { run } = detail;
  const [what, setWhat] = useState<What>(
    record ? 'record' : fromNode ? 'from-step' : correct ? 'correct' : run.counts.rejected > 0 && run.status === 'succeeded-with-rejects' ? 'rejected' : 'all',
  );
  const [version, setVersion] = useState<'then' | 'now'>('now');
  const starts = detail.steps.filter((step) => ['transform', 'target'].includes(catalog.get(step.kind)?.role ?? ''));
  const [start, setStart] = useState(fromNode ?? starts[0]?.nodeId ?? '');
  const [keys, setKeys] = useState<Keys | null>(null);
  const [corrections, setCorrections] = useState<Correction[]>([]);
  const request = requestOf(run.runId, version, what, { start, keys, corrections, record });
  const { plan, error, waiting } = useReplayPlan(request);
  const [starting, setStarting] = useState(false);
  const [failed, setFailed] = useState<ErrorReport | null>(null);
  const again = plan?.steps.filter((step) => step.action === 'write-again') ?? [];
  const replay = async () => {
    if (!request) return;
    setStarting(true);
    try {
      const { runId } = await api.runs.replay(request);
      onClose();
      goTo({ page: 'run', runId });
    } catch (reason) {
      setFailed(toReport(reason));
      setStarting(false);
    }
  };
  const none = run.counts.rejected === 0;
  return (
    <Modal opened onClose={onClose} title={t('Replay this run of {{flow}}', { flow: run.flowName })} size={what === 'correct' ? 980 : 680}>
      <div className={css.dialog}>
        <div className={css.choice}>
          <span id={`${id}-what`}>{t('What')}</span>
          <SegmentedControl
            fullWidth
            aria-labelledby={`${id}-what`}
            value={what}
            onChange={(value) => setWhat(value as What)}
            data={[
              ...(record ? [{ value: 'record', label: t('Record {{number}}', { number: record.ordinal + 1 }) }] : []),
              { value: 'all', label: t('Everything') },
              { value: 'rejected', label: t('Rejected ({{number}})', { number: run.counts.rejected }), disabled: none },
              { value: 'correct', label: t('Correct by hand'), disabled: none },
              { value: 'keys', label: t('By key') },
              { value: 'from-step', label: t('From a step on'), disabled: starts.length === 0 },
            ]}
          />
        </div>
        {what === 'from-step' && (
          <label className={css.choice}>
            <span>{t('From')}</span>
            <select className={css.select} value={start} onChange={(event) => setStart(event.target.value)}>
              {starts.map((step) => (
                <option key={step.nodeId} value={step.nodeId}>
                  {step.name}
                </option>
              ))}
            </select>
          </label>
        )}
        {what === 'keys' && <KeyChooser detail={detail} onChange={setKeys} />}
        {what === 'correct' && <CorrectGrid detail={detail} problems={plan?.problems ?? []} onChange={setCorrections} />}
        <div className={css.choice}>
          <span id={`${id}-version`}>{t('With the flow')}</span>
          <SegmentedControl
            fullWidth
            aria-labelledby={`${id}-version`}
            value={version}
            onChange={(value) => setVersion(value as 'then' | 'now')}
            data={[
              { value: 'now', label: t('as it is now') },
              { value: 'then', label: t('as it was run (v{{version}})', { version: run.flowVersion }) },
            ]}
          />
        </div>
        {plan?.difference && (
          <div className={css.choice}>
            <span />
            <p className={css.sentence}>{t('Since that run: {{difference}}.', { difference: plan.difference })}</p>
          </div>
        )}
        <section className={css.plan} aria-live="polite" aria-busy={waiting}>
          {error && <ErrorNote report={error} />}
          {request === null && (
            <p className={css.sentence}>
              {what === 'keys' ? t('Type or paste the keys of the records to be replayed.') : t('Change a value to replay its record.')}
            </p>
          )}
          {plan && (
            <>
              <p className={css.sum}>
                {plan.possible
                  ? plan.records === null
                    ? t('Version {{version}} will run again.', { version: plan.flowVersion })
                    : t('Version {{version}} will run with {{count}} records.', { version: plan.flowVersion, count: plan.records })
                  : t('This cannot be replayed.')}
              </p>
              {plan.notes.map((note) => (
                <p key={note} className={css.note}>
                  <TextWithPaths text={told(note)} />
                </p>
              ))}
              <PlanSteps steps={plan.steps} />
            </>
          )}
        </section>
        {failed && <ErrorNote report={failed} />}
        <div className={css.foot}>
          {again.length > 0 && (
            <span className={css.twice}>{t('{{steps}}: written a second time.', { steps: again.map((step) => step.name).join(', ') })}</span>
          )}
          <Button variant="default" onClick={onClose}>
            {t('Leave it')}
          </Button>
          <Button
            {...(again.length > 0 ? { color: 'red' } : {})}
            disabled={!plan?.possible || waiting}
            loading={starting}
            onClick={() => void replay()}
            data-autofocus={what === 'correct' || what === 'keys' ? undefined : true}
          >
            {again.length > 0 ? t('Replay and write again') : t('Replay')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

/** The request as far as it is complete. */
function requestOf(
  runId: string,
  version: 'then' | 'now',
  what: What,
  { start, keys, corrections, record }: { start: string; keys: Keys | null; corrections: Correction[]; record: RecordOrigin | undefined },
): ReplayRequest | null {
  switch (what) {
    case 'keys':
      return keys && { runId, version, what, keys };
    case 'correct':
      return corrections.length === 0
        ? null
        : { runId, version, what: 'records', records: corrections.map(({ source, ordinal }) => ({ source, ordinal })), corrections };
    case 'record':
      return record ? { runId, version, what: 'records', records: [record] } : null;
    case 'from-step':
      return { runId, version, what: 'all', ...(start === '' ? {} : { fromNode: start }) };
    default:
      return { runId, version, what };
  }
}

import { Button, Modal, SegmentedControl } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import type { ReplayPlan, ReplayRequest } from '../../../core/api/replay-models.ts';
import type { RunDetail } from '../../../core/api/run-models.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { goTo } from '../../state/route.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { countOf, formatCount } from '../../ui/words.ts';
import { PlanSteps } from './PlanSteps.tsx';
import css from './replay.module.css';

interface ReplayDialogProps {
  detail: RunDetail;
  fromNode?: string;
  onClose(): void;
}

type What = 'all' | 'rejected' | 'from-step';

/** Runs it again: what, with which version, and before anything happens what will be read, written harmlessly or written a second time. */
export function ReplayDialog({ detail, fromNode, onClose }: ReplayDialogProps) {
  const id = useId();
  const { run } = detail;
  const [what, setWhat] = useState<What>(fromNode ? 'from-step' : run.counts.rejected > 0 && run.status === 'succeeded-with-rejects' ? 'rejected' : 'all');
  const [version, setVersion] = useState<'then' | 'now'>('now');
  const starts = detail.steps.filter((step) => ['transform', 'target'].includes(catalog.get(step.kind)?.role ?? ''));
  const [start, setStart] = useState(fromNode ?? starts[0]?.nodeId ?? '');
  const request: ReplayRequest = {
    runId: run.runId,
    version,
    what: what === 'rejected' ? 'rejected' : 'all',
    ...(what === 'from-step' && start !== '' ? { fromNode: start } : {}),
  };
  const { plan, error, waiting } = usePlan(request);
  const [starting, setStarting] = useState(false);
  const [failed, setFailed] = useState<ErrorReport | null>(null);
  const again = plan?.steps.filter((step) => step.action === 'write-again') ?? [];
  const replay = async () => {
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
  return (
    <Modal opened onClose={onClose} title={`Replay this run of ${run.flowName}`} size={620}>
      <div className={css.dialog}>
        <div className={css.choice}>
          <span id={`${id}-what`}>What</span>
          <SegmentedControl
            fullWidth
            aria-labelledby={`${id}-what`}
            value={what}
            onChange={(value) => setWhat(value as What)}
            data={[
              { value: 'all', label: 'Everything' },
              { value: 'rejected', label: `Only the rejected (${formatCount(run.counts.rejected)})`, disabled: run.counts.rejected === 0 },
              { value: 'from-step', label: 'From a step on', disabled: starts.length === 0 },
            ]}
          />
        </div>
        {what === 'from-step' && (
          <label className={css.choice}>
            <span>From</span>
            <select className={css.select} value={start} onChange={(event) => setStart(event.target.value)}>
              {starts.map((step) => (
                <option key={step.nodeId} value={step.nodeId}>
                  {step.name}
                </option>
              ))}
            </select>
          </label>
        )}
        <div className={css.choice}>
          <span id={`${id}-version`}>With the flow</span>
          <SegmentedControl
            fullWidth
            aria-labelledby={`${id}-version`}
            value={version}
            onChange={(value) => setVersion(value as 'then' | 'now')}
            data={[
              { value: 'now', label: 'as it is now' },
              { value: 'then', label: `as it was run (v${run.flowVersion})` },
            ]}
          />
        </div>
        <section className={css.plan} aria-live="polite" aria-busy={waiting}>
          {error && <ErrorNote report={error} />}
          {plan && (
            <>
              <p className={css.sum}>
                {plan.possible
                  ? `Version ${plan.flowVersion} will run ${plan.records === null ? 'again' : `with ${countOf(plan.records, 'record')}`}.`
                  : 'This cannot be replayed.'}
              </p>
              {plan.notes.map((note) => (
                <p key={note} className={css.note}>
                  {note}
                </p>
              ))}
              <PlanSteps steps={plan.steps} />
            </>
          )}
        </section>
        {failed && <ErrorNote report={failed} />}
        <div className={css.foot}>
          {again.length > 0 && <span className={css.twice}>{again.map((step) => step.name).join(', ')}: written a second time.</span>}
          <Button variant="default" onClick={onClose}>
            Leave it
          </Button>
          <Button
            {...(again.length > 0 ? { color: 'red' } : {})}
            disabled={!plan?.possible || waiting}
            loading={starting}
            onClick={() => void replay()}
            data-autofocus
          >
            {again.length > 0 ? 'Replay and write again' : 'Replay'}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function usePlan(request: ReplayRequest): { plan: ReplayPlan | null; error: ErrorReport | null; waiting: boolean } {
  const key = JSON.stringify(request);
  const [state, setState] = useState<{ key: string; plan: ReplayPlan | null; error: ErrorReport | null }>({ key: '', plan: null, error: null });
  useEffect(() => {
    let gone = false;
    api.runs.replayPlan(JSON.parse(key) as ReplayRequest).then(
      (plan) => !gone && setState({ key, plan, error: null }),
      (reason: unknown) => !gone && setState({ key, plan: null, error: toReport(reason) }),
    );
    return () => {
      gone = true;
    };
  }, [key]);
  return { plan: state.plan, error: state.error, waiting: state.key !== key };
}

import { ActionIcon, Button, CloseButton } from '@mantine/core';
import { IconPlayerSkipForward, IconPlayerTrackNext, IconPlayerTrackPrev } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import { type Command, runCommand } from '../../commands/command.ts';
import { step, stepBackwards, stepToStop, stopStepping } from '../../commands/step.ts';
import { leaveWalk } from '../../editing/step-through.ts';
import { t } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import { usePreview } from '../../state/preview.ts';
import { stepsOfFlow } from '../../state/step-views.ts';
import { conditionsOf, hasConditions, useWalk } from '../../state/walk.ts';
import { shortcutWords } from '../../ui/shortcut.ts';
import { formatCount } from '../../ui/words.ts';
import { StopConditions } from './StopConditions.tsx';
import css from './step-bar.module.css';

/** Where a walk through the sample stands, and its controls; nothing while nobody walks. */
export function StepBar() {
  const flowId = useDocument((state) => state.flowId);
  const walks = useWalk((state) => state.nodeId !== null && state.flowId === flowId);
  return walks && flowId ? <Walk flowId={flowId} /> : null;
}

function Walk({ flowId }: { flowId: string }) {
  const flow = useDocument((state) => state.flow);
  const { nodeId, stop, said } = useWalk();
  const conditions = useWalk((state) => conditionsOf(flowId, state));
  const computing = usePreview((state) => state.status === 'running');
  const steps = useMemo(() => (flow ? stepsOfFlow(flow) : []), [flow]);
  const at = steps.findIndex((one) => one.nodeId === nodeId);
  useEffect(() => {
    // The step it stood at was removed.
    if (at < 0) void leaveWalk();
  }, [at]);
  const here = steps[at];
  if (!here) return null;
  const isLast = at === steps.length - 1;
  const place = t('Step {{number}} of {{all}}', { number: formatCount(at + 1), all: formatCount(steps.length) });
  return (
    <section className={css.bar} aria-label={t('Stepping through the flow')} data-stopped={stop ? true : undefined}>
      <IconCommand command={stepBackwards} label={t('Step back')} disabled={at === 0 || computing} icon={<IconPlayerTrackPrev size={15} aria-hidden />} />
      <div className={css.where} role="status">
        <span className={css.place}>{place}</span> <b title={here.name}>{here.name}</b>
        {stop ? (
          <span className={css.stopped}>
            {t('Stopped: {{formula}} holds for {{shown}} of the records here.', { formula: stop.formula.trim(), shown: formatCount(stop.count) })}
          </span>
        ) : (
          said !== '' && <span className={css.said}>{said}</span>
        )}
        {computing && <span className={css.said}>{t('Computing…')}</span>}
      </div>
      <IconCommand
        command={step}
        label={isLast ? t('Begin again at the first step') : t('Step forward')}
        disabled={computing}
        icon={<IconPlayerTrackNext size={15} aria-hidden />}
      />
      <Button
        size="compact-xs"
        variant="default"
        disabled={!hasConditions(conditions) || computing}
        leftSection={<IconPlayerSkipForward size={13} aria-hidden />}
        title={hover(stepToStop, t('On to the next stop'))}
        onClick={() => void runCommand(stepToStop)}
      >
        {t('To the next stop')}
      </Button>
      <StopConditions flowId={flowId} nodeId={here.nodeId} stepName={here.name} />
      <CloseButton size="xs" aria-label={t('Stop stepping')} title={t('Stop stepping')} onClick={() => void runCommand(stopStepping)} />
    </section>
  );
}

function IconCommand({ command, label, disabled, icon }: { command: Command; label: string; disabled: boolean; icon: React.ReactNode }) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={26}
      aria-label={label}
      title={hover(command, label)}
      disabled={disabled}
      onClick={() => void runCommand(command)}
    >
      {icon}
    </ActionIcon>
  );
}

function hover(command: Command, label: string): string {
  return `${label} (${shortcutWords(command.shortcuts?.[0] ?? '')})`;
}

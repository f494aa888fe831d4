import type { Plan, PlanStep } from './plan.ts';

/** A plan as text for people: what is read in which order, what each step does and where its records go, what is committed when. */
export function printPlan(plan: Plan): string {
  const name = (index: number) => plan.steps[index]?.name ?? '?';
  const lines = [
    `Mode: ${plan.mode}. Fates by ${plan.fates}.`,
    `Read: ${plan.readOrder.map(name).join(', then ') || 'nothing'}.`,
    ...plan.feeds.map((feed) => `Fed from the capture: ${name(feed.to)} (${feed.toPort}).`),
    ...plan.steps.flatMap((step) => [`${step.index}. ${step.name} [${step.kind}], ${aboutStep(step)}`, ...waysOut(plan, step)]),
    `Commit: ${plan.commitOrder.map(name).join(', then ') || 'nothing'}.`,
    ...plan.skipped.map((node) => `Not in this run: ${node.name}. ${node.reason}`),
  ];
  return `${lines.join('\n')}\n`;
}

function aboutStep(step: PlanStep): string {
  const facts = [
    step.role === 'source' ? `reads ${step.reading === 'capture' ? 'the capture' : 'outside'}` : step.effects.replaceAll('-', ' '),
    step.branch,
    ...step.inputs.filter((input) => input.first).map((input) => `${input.port} first`),
    ...step.inputs.filter((input) => input.held).map((input) => `${input.port} held`),
    ...(step.capture.output ? ['keeps what it reads'] : []),
    ...(step.capture.inputs ? ['keeps what arrives'] : []),
    ...(step.retry ? [`up to ${step.retry.attempts} tries`] : []),
  ];
  return facts.join(', ');
}

function waysOut(plan: Plan, step: PlanStep): string[] {
  return step.outputs.flatMap((output) => {
    if (output.links.length === 0) return output.carries === 'reject' ? [`     ${output.port} -> dead letters`] : [];
    return output.links.map((at) => {
      const link = plan.links[at];
      return `     ${output.port} -> ${plan.steps[link?.to ?? -1]?.name ?? '?'} (${link?.toPort ?? '?'})`;
    });
  });
}

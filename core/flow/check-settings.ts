import * as z from 'zod';
import { lateSchema } from '../base/late-schema.ts';
import { FLOW_VERSION, type Flow, type FlowNode, type Problem, runLimitsSchema, settingsSchema } from './flow.ts';
import type { FlowKind } from './kinds.ts';
import { type UnknownSetting, unknownSettings } from './unknown-settings.ts';

/** Settings that the kind does not have. A name that is nearly one of its own is a slip: the step would do something else than what was written. */
export function checkSettings(node: FlowNode, kind: FlowKind, config: unknown): Problem[] {
  if (node.version < kind.version) return [];
  return unknownSettings(kind.config, node.config, config).map((unknown) => ({ ...unknownProblem(unknown, node.name), node: node.id, field: unknown.path }));
}

const KNOWN_SETTINGS = lateSchema(() => z.object({ ...settingsSchema.unwrap().shape, limits: z.object(runLimitsSchema.unwrap().shape).optional() }));

/** The same for the settings of the flow itself. */
export function checkFlowSettings({ version, settings }: Flow): Problem[] {
  if (version > FLOW_VERSION) return [];
  // A document that was read has all settings, so that one is set says something only where it is not as it comes.
  const asItComes: Readonly<Record<string, unknown>> = KNOWN_SETTINGS.parse({});
  return unknownSettings(KNOWN_SETTINGS, settings, KNOWN_SETTINGS.parse(settings)).map((unknown) => ({
    ...unknownProblem(unknown.meant !== null && settings[unknown.meant] === asItComes[unknown.meant] ? { ...unknown, meantIsSet: false } : unknown, 'The flow'),
    field: `settings.${unknown.path}`,
  }));
}

function unknownProblem({ name, meant, meantIsSet }: UnknownSetting, owner: string): Omit<Problem, 'node' | 'field'> {
  return {
    severity: meant === null || meantIsSet ? 'warning' : 'error',
    code: 'unknown-setting',
    message: `${owner} has no setting "${name}".${meant === null ? '' : ` Did you mean "${meant}"?`}`,
    hint: 'It stays in the document and has no effect. Correct its name there, or take it out.',
  };
}

import { type Environment, environmentSchema } from '../../base/environment.ts';
import type { SettingsTable } from '../../store/settings.ts';

const KEY = 'environment';

/** Which settings of connections runs and previews of the workspace use; production until somebody switches. */
export function readEnvironment(settings: SettingsTable): Environment {
  return settings.read(KEY, parseEnvironment);
}

function parseEnvironment(kept: unknown): Environment {
  const stored = environmentSchema.safeParse(kept);
  return stored.success ? stored.data : 'production';
}

/** Switches; durable when this returns. Runs that wait or go on keep the one they were asked for in. */
export function writeEnvironment(settings: SettingsTable, environment: Environment): void {
  settings.set(KEY, environment);
}

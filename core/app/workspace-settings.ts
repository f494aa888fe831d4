import { type Settings, settings as settingsSchema } from '../api/app-models.ts';
import type { SettingsTable } from '../store/settings.ts';

/** What a new workspace starts with. */
export const DEFAULT_SETTINGS: Settings = { theme: 'system', keepRunsDays: 90, keepCapturesDays: 14, captureQuotaMb: 5_000, runsAtOnce: 2 };

const KEY = 'workspace';

type Changes = { [K in keyof Settings]?: Settings[K] | undefined };

/** The settings of the workspace; what was never set, or is no longer understood, has its default. */
export function readSettings(table: SettingsTable): Settings {
  const stored = settingsSchema.partial().safeParse(table.get(KEY) ?? {});
  return { ...DEFAULT_SETTINGS, ...defined(stored.data ?? {}) };
}

/** Changes some of the settings; durable when this returns. */
export function saveSettings(table: SettingsTable, changes: Changes): Settings {
  const next = { ...readSettings(table), ...defined(changes) };
  table.set(KEY, next);
  return next;
}

function defined(changes: Changes): Partial<Settings> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

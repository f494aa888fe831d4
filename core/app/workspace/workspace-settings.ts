import { type Settings, settings as settingsSchema } from '../../api/app-models.ts';
import { lateSchema } from '../../base/late-schema.ts';
import type { Keep } from '../../store/retention.ts';
import type { SettingsTable } from '../../store/settings.ts';

/** What a new workspace starts with. */
export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  keepRunsDays: 90,
  keepFailedDays: 180,
  keepRunsCount: 1_000_000,
  keepHistoryMb: 5_000,
  keepCapturesDays: 14,
  captureQuotaMb: 5_000,
  runsAtOnce: 2,
  webhookPort: 8_790,
  webhookOpen: false,
  holidays: [],
};

const storedSettings = lateSchema(() => settingsSchema.unwrap().partial());

const KEY = 'workspace';
const DAY_MS = 86_400_000;

type Changes = { [K in keyof Settings]?: Settings[K] | undefined };

/** The settings of the workspace; what was never set, or is no longer understood, has its default. */
export function readSettings(table: SettingsTable): Settings {
  return table.read(KEY, parseSettings);
}

function parseSettings(kept: unknown): Settings {
  if (kept === undefined) return DEFAULT_SETTINGS;
  const stored = storedSettings.safeParse(kept);
  return { ...DEFAULT_SETTINGS, ...defined(stored.data ?? {}) };
}

/** Changes some of the settings; durable when this returns. */
export function saveSettings(table: SettingsTable, changes: Changes): Settings {
  const next = { ...readSettings(table), ...defined(changes) };
  table.set(KEY, next);
  return next;
}

/** What the settings want kept of the history at a time. Runs of the last day always stay. */
export function keepOf(settings: Settings, now: number): Keep {
  return {
    before: now - settings.keepRunsDays * DAY_MS,
    failedBefore: now - Math.max(settings.keepRunsDays, settings.keepFailedDays) * DAY_MS,
    runs: settings.keepRunsCount,
    bytes: settings.keepHistoryMb * 1_048_576,
    freshSince: now - DAY_MS,
  };
}

function defined(changes: Changes): Partial<Settings> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

import type { RandomBytes } from '../../base/ids.ts';
import type { MaskJob } from '../../engine/masks/run-masks.ts';
import type { Flow } from '../../flow/flow.ts';
import type { SettingsTable } from '../../store/settings.ts';

const KEY = 'mask-key';

/** What a run of the flow masks with; nothing where the flow names no personal field. The workspace's key is made when it is first needed, and stays. */
export function masksOf(flow: Flow, table: SettingsTable, random: RandomBytes): { masks?: MaskJob } {
  const fields = flow.settings.masks?.filter(({ field }) => field !== '') ?? [];
  if (fields.length === 0) return {};
  let key = table.get(KEY);
  if (typeof key !== 'string') {
    key = Buffer.from(random(32)).toString('hex');
    table.set(KEY, key);
  }
  return { masks: { key: key as string, fields } };
}

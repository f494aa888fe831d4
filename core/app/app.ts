import { toErrorReport } from '../base/errors.ts';
import { mustWrite } from './parts.ts';
import { procedures } from './procedures.ts';
import { keepOf, readSettings, saveSettings } from './workspace/workspace-settings.ts';
import { setPaused } from './workspace/workspace-state.ts';

/** The program and its workspace as a whole. */
export const app = {
  info: procedures.app.info.handler(({ context }) => ({
    name: 'Swivel' as const,
    version: context.options.version,
    shell: context.options.shell,
    workspace: context.folders.root,
    zone: context.clock.zone,
    platform: process.platform,
    now: context.clock.now(),
    ...(context.damage ? { damage: toErrorReport(context.damage) } : {}),
    ...(context.openFlowId === null ? {} : { openFlowId: context.openFlowId }),
  })),
  watch: procedures.app.watch.handler(({ context, signal }) => context.news.watch(signal)),
  settings: procedures.app.settings.handler(({ context }) => readSettings(context.store.settings)),
  saveSettings: procedures.app.saveSettings.handler(({ context, input }) => {
    mustWrite(context);
    const saved = saveSettings(context.store.settings, input);
    context.desk.more();
    context.tidy.soon();
    context.triggers.settingsChanged();
    return saved;
  }),
  pauseAll: procedures.app.pauseAll.handler(({ context, input }) => {
    mustWrite(context);
    setPaused(context, input.paused);
    return { ok: true as const };
  }),
  history: procedures.app.history.handler(({ context: { store, clock } }) => ({
    runs: store.runList.page({ limit: 1 }).total ?? 0,
    bytes: store.retention.liveBytes(),
    ...store.retention.held(keepOf(readSettings(store.settings), clock.now())),
  })),
};

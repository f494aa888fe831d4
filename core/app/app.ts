import { mustWrite } from './parts.ts';
import { procedures } from './procedures.ts';
import { readSettings, saveSettings } from './workspace-settings.ts';
import { setPaused } from './workspace-state.ts';

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
    ...(context.openFlowId === null ? {} : { openFlowId: context.openFlowId }),
  })),
  watch: procedures.app.watch.handler(({ context, signal }) => context.news.watch(signal)),
  settings: procedures.app.settings.handler(({ context }) => readSettings(context.store.settings)),
  saveSettings: procedures.app.saveSettings.handler(({ context, input }) => {
    mustWrite(context);
    const saved = saveSettings(context.store.settings, input);
    context.desk.more();
    return saved;
  }),
  pauseAll: procedures.app.pauseAll.handler(({ context, input }) => {
    mustWrite(context);
    setPaused(context, input.paused);
    return { ok: true as const };
  }),
};

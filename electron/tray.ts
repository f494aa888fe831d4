import { Menu, nativeImage, Tray } from 'electron';
import type { WorkspaceEvent } from '../core/api/app-models.ts';
import { t, told } from '../renderer/i18n/i18n.ts';

type State = Extract<WorkspaceEvent, { kind: 'state' }>;

export interface TrayActions {
  open(route: string): void;
  pauseAll(paused: boolean): void;
  quit(): void;
}

/** The icon beside the clock: which flows run, what is due next, pause all. Triggers go on while only the tray is left. */
export function createTray(icon: string, actions: TrayActions): { show(state: State): void; destroy(): void } {
  const tray = new Tray(nativeImage.createFromPath(icon));
  tray.on('click', () => actions.open(''));
  const show = (state: State) => {
    tray.setToolTip(tooltip(state));
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: tooltip(state), enabled: false },
        ...state.running.map((run) => ({
          label: t('{{flow}}: {{count}} records read', { flow: run.flowName, count: run.counts.read }),
          click: () => actions.open(`#/run/${run.runId}`),
        })),
        { type: 'separator' },
        { id: 'open', label: t('Open Swivel'), click: () => actions.open('') },
        { id: 'pause-all', label: state.paused ? t('Let triggers run again') : t('Pause all triggers'), click: () => actions.pauseAll(!state.paused) },
        { type: 'separator' },
        { id: 'quit', label: t('Quit Swivel'), click: () => actions.quit() },
      ]),
    );
  };
  return { show, destroy: () => tray.destroy() };
}

function tooltip(state: State): string {
  const [trouble] = state.troubles;
  if (trouble) return `Swivel: ${told(trouble)}`;
  if (state.running.length > 0) return t('Swivel: {{count}} flows are running', { count: state.running.length });
  if (state.paused) return t('Swivel: all triggers are paused');
  return state.live === 0 ? 'Swivel' : t('Swivel: {{count}} flows live', { count: state.live });
}

import { Menu, nativeImage, Tray } from 'electron';
import type { WorkspaceEvent } from '../core/api/app-models.ts';
import { formatCount } from '../core/base/amounts.ts';

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
          label: `${run.flowName}: ${formatCount(run.counts.read)} records read`,
          click: () => actions.open(`#/run/${run.runId}`),
        })),
        { type: 'separator' },
        { id: 'open', label: 'Open Swivel', click: () => actions.open('') },
        { id: 'pause-all', label: state.paused ? 'Let triggers run again' : 'Pause all triggers', click: () => actions.pauseAll(!state.paused) },
        { type: 'separator' },
        { id: 'quit', label: 'Quit Swivel', click: () => actions.quit() },
      ]),
    );
  };
  return { show, destroy: () => tray.destroy() };
}

function tooltip(state: State): string {
  const [trouble] = state.troubles;
  if (trouble) return `Swivel: ${trouble}`;
  if (state.running.length > 0) return `Swivel: ${state.running.length} ${state.running.length === 1 ? 'flow is' : 'flows are'} running`;
  if (state.paused) return 'Swivel: all triggers are paused';
  return state.live === 0 ? 'Swivel' : `Swivel: ${state.live} ${state.live === 1 ? 'flow' : 'flows'} live`;
}

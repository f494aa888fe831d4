import { addStep } from './add-step.ts';
import { align } from './align.ts';
import { autoLayout } from './auto-layout.ts';
import { bookmarkCommands } from './bookmarks.ts';
import { cancelRun } from './cancel-run.ts';
import { clearSelection } from './clear-selection.ts';
import { groupCommands } from './collapse-group.ts';
import type { Command } from './command.ts';
import { connectSelected } from './connect-selected.ts';
import { connectionCommands } from './connections.ts';
import { copy } from './copy.ts';
import { cut } from './cut.ts';
import { duplicate } from './duplicate.ts';
import { exportFlow } from './export-flow.ts';
import { finds } from './find-in-flow.ts';
import { firstSteps } from './first-steps.ts';
import { places } from './go-to.ts';
import { group } from './group.ts';
import { importFlow } from './import-flow.ts';
import { newFlow } from './new-flow.ts';
import { newWindow, openInNewWindow } from './new-window.ts';
import { noteCommands } from './notes.ts';
import { nudges } from './nudge.ts';
import { openInspector } from './open-inspector.ts';
import { openPalette } from './open-palette.ts';
import { openRun } from './open-run.ts';
import { panels } from './panels.ts';
import { paste } from './paste.ts';
import { preview } from './preview.ts';
import { previewHere } from './preview-here.ts';
import { redo } from './redo.ts';
import { rehearse } from './rehearse.ts';
import { remove } from './remove.ts';
import { renameStep } from './rename-step.ts';
import { runFlow } from './run-flow.ts';
import { save } from './save.ts';
import { selectAll } from './select-all.ts';
import { showHistory } from './show-history.ts';
import { showProblems } from './show-problems.ts';
import { showShortcuts } from './show-shortcuts.ts';
import { step, stepBackwards, stepToStop, stopStepping } from './step.ts';
import { densities, themes } from './themes.ts';
import { undo } from './undo.ts';
import { ungroup } from './ungroup.ts';
import { walks } from './walk.ts';
import { zoomIn, zoomOut, zoomToFit, zoomToSelection } from './zoom.ts';

/** Every command there is, in the order of the palette and the shortcut sheet. */
export const COMMANDS: readonly Command[] = [
  preview,
  previewHere,
  step,
  stepBackwards,
  stepToStop,
  stopStepping,
  runFlow,
  rehearse,
  cancelRun,
  addStep,
  openInspector,
  renameStep,
  connectSelected,
  undo,
  redo,
  copy,
  cut,
  paste,
  duplicate,
  remove,
  group,
  ungroup,
  ...groupCommands,
  ...noteCommands,
  selectAll,
  clearSelection,
  autoLayout,
  ...align,
  zoomToFit,
  zoomToSelection,
  zoomIn,
  zoomOut,
  ...walks,
  ...nudges,
  ...bookmarkCommands,
  openPalette,
  showProblems,
  ...panels,
  ...themes,
  ...densities,
  firstSteps,
  showShortcuts,
  newFlow,
  importFlow,
  exportFlow,
  save,
  ...connectionCommands,
  newWindow,
  openInNewWindow,
  ...places,
  openRun,
  ...finds,
  showHistory,
];

/** A command by its id, e.g. from the desktop's menu. */
export function commandById(id: string): Command | undefined {
  return COMMANDS.find((command) => command.id === id);
}

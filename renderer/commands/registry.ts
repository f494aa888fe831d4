import { addStep } from './add-step.ts';
import { align } from './align.ts';
import { autoLayout } from './auto-layout.ts';
import { cancelRun } from './cancel-run.ts';
import { clearSelection } from './clear-selection.ts';
import type { Command } from './command.ts';
import { connectSelected } from './connect-selected.ts';
import { copy } from './copy.ts';
import { cut } from './cut.ts';
import { duplicate } from './duplicate.ts';
import { exportFlow } from './export-flow.ts';
import { finds } from './find-in-flow.ts';
import { places } from './go-to.ts';
import { group } from './group.ts';
import { importFlow } from './import-flow.ts';
import { newFlow } from './new-flow.ts';
import { nudges } from './nudge.ts';
import { openInspector } from './open-inspector.ts';
import { openPalette } from './open-palette.ts';
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
import { themes } from './themes.ts';
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
  openPalette,
  showProblems,
  ...panels,
  ...themes,
  showShortcuts,
  newFlow,
  importFlow,
  exportFlow,
  save,
  ...places,
  ...finds,
  showHistory,
];

/** A command by its id, e.g. from the desktop's menu. */
export function commandById(id: string): Command | undefined {
  return COMMANDS.find((command) => command.id === id);
}

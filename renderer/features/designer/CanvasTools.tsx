import { IconBookmarks, IconFocusCentered, IconLayoutDistributeHorizontal, IconListTree, IconMap2, IconMinus, IconPlus } from '@tabler/icons-react';
import { Panel, useStore } from '@xyflow/react';
import { autoLayout } from '../../commands/auto-layout.ts';
import { showBookmarks } from '../../commands/bookmarks.ts';
import { useShownShortcut } from '../../commands/bound-keys.ts';
import type { Command } from '../../commands/command.ts';
import { panels } from '../../commands/panels.ts';
import { zoomIn, zoomOut, zoomToFit } from '../../commands/zoom.ts';
import { tidyUp } from '../../editing/arrange.ts';
import { toggleBookmarks } from '../../editing/bookmarks.ts';
import { t } from '../../i18n/i18n.ts';
import { useCanvasDoor } from '../../state/canvas-door.ts';
import { useUi } from '../../state/ui.ts';
import { withKeys } from '../../ui/shortcut.ts';
import styles from './Designer.module.css';

/** Zoom, fit, tidy up, map and list, in the corner of the canvas. */
export function CanvasTools() {
  const zoom = useStore((state) => state.transform[2]);
  const minimap = useUi((state) => state.minimap);
  const outlineOpen = useUi((state) => state.outlineOpen);
  const bookmarksOpen = useCanvasDoor((state) => state.bookmarks !== null);
  const set = useUi((state) => state.set);
  const canvas = () => useCanvasDoor.getState().canvas;
  return (
    <Panel position="bottom-left" className={styles.tools ?? ''}>
      <Tool label={t('Zoom out')} command={zoomOut} onClick={() => canvas()?.zoomBy(1 / 1.25)}>
        <IconMinus size={15} />
      </Tool>
      <button type="button" className={styles.zoom} title={t('Zoom to 100 %')} onClick={() => canvas()?.zoomBy(1 / zoom)}>
        {Math.round(zoom * 100)} %
      </button>
      <Tool label={t('Zoom in')} command={zoomIn} onClick={() => canvas()?.zoomBy(1.25)}>
        <IconPlus size={15} />
      </Tool>
      <Tool label={t('Show the whole flow')} command={zoomToFit} onClick={() => canvas()?.fit()}>
        <IconFocusCentered size={16} />
      </Tool>
      <Tool label={t('Tidy up')} command={autoLayout} onClick={() => void tidyUp()}>
        <IconLayoutDistributeHorizontal size={16} />
      </Tool>
      <Tool label={t('Small map')} command={panel('toggle-minimap')} pressed={minimap} onClick={() => set({ minimap: !minimap })}>
        <IconMap2 size={16} />
      </Tool>
      <Tool label={t('Bookmarks')} command={showBookmarks} pressed={bookmarksOpen} onClick={toggleBookmarks}>
        <IconBookmarks size={16} />
      </Tool>
      <Tool label={t('List of steps')} command={panel('toggle-outline')} pressed={outlineOpen} onClick={() => set({ outlineOpen: !outlineOpen })}>
        <IconListTree size={16} />
      </Tool>
    </Panel>
  );
}

const panel = (id: string) => panels.find((one) => one.id === id) ?? { id };

interface ToolProps {
  label: string;
  /** The command that does the same: its shortcut is shown. */
  command: Pick<Command, 'id' | 'shortcuts'>;
  pressed?: boolean;
  onClick(): void;
  children: React.ReactNode;
}

function Tool({ label, command, pressed, onClick, children }: ToolProps) {
  const title = withKeys(label, useShownShortcut(command));
  return (
    <button type="button" className={styles.tool} aria-label={label} aria-pressed={pressed} title={title} onClick={onClick}>
      {children}
    </button>
  );
}

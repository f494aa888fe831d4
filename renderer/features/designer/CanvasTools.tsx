import { IconFocusCentered, IconLayoutDistributeHorizontal, IconListTree, IconMap2, IconMinus, IconPlus } from '@tabler/icons-react';
import { Panel, useStore } from '@xyflow/react';
import { tidyUp } from '../../editing/arrange.ts';
import { useCanvasDoor } from '../../state/canvas-door.ts';
import { useUi } from '../../state/ui.ts';
import { shortcutWords } from '../../ui/shortcut.ts';
import styles from './Designer.module.css';

/** Zoom, fit, tidy up, map and list, in the corner of the canvas. */
export function CanvasTools() {
  const zoom = useStore((state) => state.transform[2]);
  const minimap = useUi((state) => state.minimap);
  const outlineOpen = useUi((state) => state.outlineOpen);
  const set = useUi((state) => state.set);
  const canvas = () => useCanvasDoor.getState().canvas;
  return (
    <Panel position="bottom-left" className={styles.tools ?? ''}>
      <Tool label="Zoom out" keys="Mod+-" onClick={() => canvas()?.zoomBy(1 / 1.25)}>
        <IconMinus size={15} />
      </Tool>
      <button type="button" className={styles.zoom} title="Zoom to 100 %" onClick={() => canvas()?.zoomBy(1 / zoom)}>
        {Math.round(zoom * 100)} %
      </button>
      <Tool label="Zoom in" keys="Mod++" onClick={() => canvas()?.zoomBy(1.25)}>
        <IconPlus size={15} />
      </Tool>
      <Tool label="Show the whole flow" keys="Shift+1" onClick={() => canvas()?.fit()}>
        <IconFocusCentered size={16} />
      </Tool>
      <Tool label="Tidy up" keys="Shift+T" onClick={() => void tidyUp()}>
        <IconLayoutDistributeHorizontal size={16} />
      </Tool>
      <Tool label="Small map" keys="M" pressed={minimap} onClick={() => set({ minimap: !minimap })}>
        <IconMap2 size={16} />
      </Tool>
      <Tool label="List of steps" keys="L" pressed={outlineOpen} onClick={() => set({ outlineOpen: !outlineOpen })}>
        <IconListTree size={16} />
      </Tool>
    </Panel>
  );
}

function Tool({ label, keys, pressed, onClick, children }: { label: string; keys: string; pressed?: boolean; onClick(): void; children: React.ReactNode }) {
  return (
    <button type="button" className={styles.tool} aria-label={label} aria-pressed={pressed} title={`${label} (${shortcutWords(keys)})`} onClick={onClick}>
      {children}
    </button>
  );
}

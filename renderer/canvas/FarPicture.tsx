import { EdgeLabelRenderer, useStore } from '@xyflow/react';
import { type CSSProperties, createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { FarContext } from './facts.ts';
import { FarWires, type WireLook } from './far-wires.ts';
import styles from './PipeEdge.module.css';

const WiresContext = createContext<FarWires | null>(null);

/** Lets the links within it be drawn together while the flow is seen from afar. */
export function FarWiresProvider({ children }: { children: ReactNode }) {
  const [wires] = useState(() => new FarWires());
  return <WiresContext value={wires}>{children}</WiresContext>;
}

/** A link says where it runs, as long as the flow is seen from afar. */
export function useFarWire(id: string, path: string, { carries, quiet, pressure, chosen }: WireLook): void {
  const wires = useContext(WiresContext);
  const isFar = useContext(FarContext);
  useEffect(() => {
    if (isFar) wires?.put(id, path, { carries, quiet, pressure, chosen });
  }, [wires, isFar, id, path, carries, quiet, pressure, chosen]);
  useEffect(() => (isFar ? () => wires?.remove(id) : undefined), [wires, isFar, id]);
}

/** All links in one picture, below the cards; nothing while the flow is seen from near. */
export function FarPicture() {
  const wires = useContext(WiresContext);
  return useContext(FarContext) && wires ? <Bundles wires={wires} /> : null;
}

/** The smaller the picture, the wider its lines, so that they are about a pixel wide on the screen. In steps, so that zooming seldom draws them anew. */
const WIDTHS = [
  { below: 0.12, width: 9 },
  { below: 0.2, width: 5.5 },
] as const;
const NARROWEST = 3;

function Bundles({ wires }: { wires: FarWires }) {
  const width = useStore(({ transform: [, , zoom] }) => WIDTHS.find(({ below }) => zoom < below)?.width ?? NARROWEST);
  const bundles = useSyncExternalStore(wires.subscribe, wires.bundles);
  return (
    <EdgeLabelRenderer>
      <svg className={styles.picture} style={{ '--wire-width': `${width}px` } as CSSProperties} aria-hidden="true">
        {bundles.map(({ key, d, carries, quiet, pressure, chosen }) => (
          <path
            key={key}
            d={d}
            className={styles.wire}
            data-carries={carries}
            data-quiet={quiet || undefined}
            data-pressure={pressure}
            data-selected={chosen || undefined}
          />
        ))}
      </svg>
    </EdgeLabelRenderer>
  );
}

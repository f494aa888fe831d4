import type { CardFace } from './card-face.ts';
import { CARD_HEIGHT } from './geometry.ts';
import styles from './NodeCard.module.css';
import { PortPlaces } from './PortHandle.tsx';

/** Keeps the strip as high as one line. */
const NO_BREAK = '\u00a0';
const LONGEST_NAME = 17;

/** A card seen from afar: its outline and name, and its ports as places without a picture. `shown`: what the card's element bears near and far. */
export function FarCard({ face, shown, strip }: { face: CardFace; shown: Readonly<Record<string, string | boolean | undefined>>; strip: boolean }) {
  return (
    <div {...shown} data-far>
      <PortPlaces ports={face.inputs} type="target" />
      <PortPlaces ports={face.outputs} type="source" />
      <div className={styles.head}>
        <b>{nameFromAfar(face.name)}</b>
      </div>
      <PortRoom face={face} />
      {strip && <div className={styles.strip}>{NO_BREAK}</div>}
      <PortPlaces ports={face.outputs} type="source" foot />
    </div>
  );
}

/** The room that several ports take below the head; they themselves stand on the card's edge. */
export function PortRoom({ face }: { face: CardFace }) {
  return face.height > CARD_HEIGHT ? <div className={styles.ports} style={{ height: face.height - CARD_HEIGHT }} /> : null;
}

/** Where a card stands and how large it was measured is React Flow's affair: cards draw none of it. */
export function drawsTheSame<P extends { id: string; data: unknown; selected?: boolean | undefined }>(a: P, b: P): boolean {
  return a.id === b.id && a.data === b.data && a.selected === b.selected;
}

/** As much of a name as a card has room for, cut here: a browser takes long over a thousand cards that each clip what is in them. */
function nameFromAfar(name: string): string {
  const letters = [...name];
  const start = letters.slice(0, LONGEST_NAME - 1).join('');
  return letters.length > LONGEST_NAME ? `${start.trimEnd()}…` : name;
}

import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import type { GuideStep } from '../../state/guide.ts';
import styles from './guide.module.css';
import { spotOf } from './spots.ts';

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Cards and panels move; this is often enough to stay with them. */
const LOOK_EVERY_MS = 200;
const ROOM = 4;

/** A ring around the place where the next thing is to be done. The mouse goes through it, and no screen reader meets it. */
export function Pointer({ step }: { step: GuideStep }) {
  const [box, setBox] = useState<Box | null>(null);
  useEffect(() => {
    const look = () => setBox((before) => sameOr(before, boxOf(spotOf(step))));
    look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [step]);
  return box && createPortal(<div className={styles.pointer} style={box} aria-hidden="true" />, document.body);
}

/** Null where it is not in sight: outside the window, or covered by a dialog. */
function boxOf(spot: Element | null): Box | null {
  if (!spot || document.querySelector('[role="dialog"][aria-modal="true"]')) return null;
  const { left, top, width, height } = spot.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  if (width === 0 || x < 0 || y < 0 || x > window.innerWidth || y > window.innerHeight) return null;
  return { left: left - ROOM, top: top - ROOM, width: width + 2 * ROOM, height: height + 2 * ROOM };
}

function sameOr(before: Box | null, now: Box | null): Box | null {
  const isSame = before && now && before.left === now.left && before.top === now.top && before.width === now.width && before.height === now.height;
  return isSame ? before : now;
}

import { KindIcon } from './icons.tsx';
import styles from './RoleTile.module.css';

export type TileRole = 'trigger' | 'source' | 'transform' | 'target' | 'unknown';

/** Icon on the soft colour of a role. */
export function RoleTile({ role, icon, size = 28 }: { role: TileRole; icon: string; size?: number }) {
  return (
    <span className={styles.tile} data-tile={role} style={{ width: size, height: size }} aria-hidden="true">
      <KindIcon icon={icon} size={Math.round(size * 0.6)} />
    </span>
  );
}

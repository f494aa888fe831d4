import type { ConnectionFamily } from '../../../core/catalog/families/families.ts';
import { connectionCatalog } from '../../../core/connections/index.ts';
import { t, told } from '../../i18n/i18n.ts';
import { KindIcon } from '../../ui/icons.tsx';
import css from './connections.module.css';

/** The kinds of systems that can be connected to, each with what it is for. */
export function KindCards({ families, onChoose }: { families?: readonly ConnectionFamily[]; onChoose(kind: string): void }) {
  const kinds = connectionCatalog.all().filter(({ family }) => !families || families.includes(family));
  return (
    <ul className={css.kinds} aria-label={t('Kinds of connections')}>
      {kinds.map(({ kind, icon, title, description }) => (
        <li key={kind}>
          <button type="button" onClick={() => onChoose(kind)}>
            <span className={css.kindIcon}>
              <KindIcon icon={icon} size={20} />
            </span>
            <b>{told(title)}</b>
            <span>{told(description)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

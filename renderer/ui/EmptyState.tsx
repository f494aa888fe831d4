import styles from './EmptyState.module.css';

/** An empty screen that teaches: what it is for, and what to do first. */
export function EmptyState({
  title,
  children,
  actions,
  picture,
}: {
  title: string;
  children: React.ReactNode;
  actions?: React.ReactNode;
  picture?: React.ReactNode;
}) {
  return (
    <div className={styles.empty}>
      {picture}
      <h2>{title}</h2>
      <div className={styles.text}>{children}</div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

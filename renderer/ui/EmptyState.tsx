import styles from './EmptyState.module.css';

/** An empty screen that teaches: what it is for, and what to do first. */
export function EmptyState({
  title,
  children,
  actions,
  picture,
  wholePage = false,
}: {
  title: string;
  children: React.ReactNode;
  actions?: React.ReactNode;
  picture?: React.ReactNode;
  /** There is nothing else on the page: its title is the title of the page. */
  wholePage?: boolean;
}) {
  const Title = wholePage ? 'h1' : 'h2';
  return (
    <div className={styles.empty}>
      {picture}
      <Title>{title}</Title>
      <div className={styles.text}>{children}</div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

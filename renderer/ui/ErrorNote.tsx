import type { ErrorReport } from '../../core/base/errors.ts';
import { t, told } from '../i18n/i18n.ts';
import styles from './ErrorNote.module.css';

/** An error in words: what happened, where, what to do next; technical details fold out. */
export function ErrorNote({ report, actions }: { report: ErrorReport; actions?: React.ReactNode }) {
  const { file, row, field } = report.place ?? {};
  const where = [file, row === undefined ? undefined : t('row {{row}}', { row }), field && t('field {{field}}', { field })].filter(Boolean).join(', ');
  return (
    <div className={styles.note} role="alert">
      <p className={styles.what}>{told(report.message)}</p>
      {where && <p className={styles.where}>{where}</p>}
      {report.hint && <p className={styles.hint}>{told(report.hint)}</p>}
      {report.details && (
        <details>
          <summary>{t('Details')}</summary>
          <pre>{report.details}</pre>
        </details>
      )}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

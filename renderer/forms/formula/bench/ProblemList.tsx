import type { FormulaProblem } from '../../../../core/formula/problem.ts';
import { t } from '../../../i18n/i18n.ts';
import css from './bench.module.css';

interface ProblemListProps {
  problems: readonly FormulaProblem[];
  onGoTo(start: number, end: number): void;
}

/** Everything that is wrong in a formula, with what to do; a click goes to the place. */
export function ProblemList({ problems, onGoTo }: ProblemListProps) {
  if (problems.length === 0) return null;
  return (
    <ul className={css.problems} aria-label={t('Problems of the formula')}>
      {problems.map(({ severity, message, hint, start, end, line, column }) => (
        <li key={`${start} ${message}`} data-severity={severity}>
          <button type="button" title={t('Go to line {{line}}, column {{column}}', { line, column })} onClick={() => onGoTo(start, Math.max(end, start))}>
            <b>{message}</b> {hint}
          </button>
        </li>
      ))}
    </ul>
  );
}

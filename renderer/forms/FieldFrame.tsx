import { IconAlertTriangleFilled, IconInfoTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Problem } from '../../core/flow/flow.ts';
import css from './form.module.css';

interface FieldFrameProps {
  label: string;
  labelId: string;
  /** Id of the control the label belongs to; absent for a group of controls. */
  htmlFor?: string;
  help?: string | undefined;
  helpId: string;
  problems: readonly Problem[];
  problemsId: string;
  /** Label and control stand in one line, for switches. */
  beside?: boolean;
  /** The help stands above the control, where that is tall. */
  helpFirst?: boolean;
  children: ReactNode;
}

/** A setting: its label above, the control, one line of help, and what is wrong in words. */
export function FieldFrame({ label, labelId, htmlFor, help, helpId, problems, problemsId, beside = false, helpFirst = false, children }: FieldFrameProps) {
  const helpLine = help && (
    <span id={helpId} className={css.help}>
      {help}
    </span>
  );
  return (
    <div className={beside ? css.beside : css.frame}>
      {htmlFor ? (
        <label id={labelId} htmlFor={htmlFor} className={css.label}>
          {label}
        </label>
      ) : (
        <span id={labelId} className={css.label}>
          {label}
        </span>
      )}
      {helpFirst && helpLine}
      {children}
      {!helpFirst && helpLine}
      <ProblemLines problems={problems} id={problemsId} />
    </div>
  );
}

/** Problems as sentences with what to do about them. */
export function ProblemLines({ problems, id }: { problems: readonly Problem[]; id?: string }) {
  if (problems.length === 0) return null;
  return (
    <div id={id}>
      {problems.map((problem) => {
        const Icon = problem.severity === 'error' ? IconAlertTriangleFilled : IconInfoTriangle;
        return (
          <p key={`${problem.field}${problem.code}${problem.message}`} className={css.problem} data-severity={problem.severity}>
            <Icon size={13} aria-hidden />
            <span>
              <b style={{ fontWeight: 500, color: `var(--${problem.severity === 'error' ? 'bad' : 'warn'})` }}>{problem.message}</b> {problem.hint}
            </span>
          </p>
        );
      })}
    </div>
  );
}

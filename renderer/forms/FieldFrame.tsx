import { IconAlertTriangleFilled, IconInfoTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Problem } from '../../core/flow/flow.ts';
import { told } from '../i18n/i18n.ts';
import css from './form.module.css';
import { toneOf } from './problem-tone.ts';

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
  /** What can be done with the setting as a whole; stands at the right of the label, comes last with the keyboard. */
  tools?: ReactNode;
  children: ReactNode;
}

/** A setting: its label above, the control, one line of help, and what is wrong in words. */
export function FieldFrame(props: FieldFrameProps) {
  const { label, labelId, htmlFor, help, helpId, problems, problemsId, beside = false, helpFirst = false, tools, children } = props;
  const helpLine = help && (
    <span id={helpId} className={css.help}>
      {help}
    </span>
  );
  return (
    <div
      className={beside ? css.beside : css.frame}
      data-calm={(problems.length > 0 && problems.every((problem) => toneOf(problem) === 'warning')) || undefined}
    >
      {htmlFor ? (
        <label id={labelId} htmlFor={htmlFor} className={css.label} title={label}>
          {label}
        </label>
      ) : (
        <span id={labelId} className={css.label} title={label}>
          {label}
        </span>
      )}
      {helpFirst && helpLine}
      {children}
      {!helpFirst && helpLine}
      <ProblemLines problems={problems} id={problemsId} />
      {tools}
    </div>
  );
}

/** Problems as sentences with what to do about them. */
export function ProblemLines({ problems, id }: { problems: readonly Problem[]; id?: string }) {
  if (problems.length === 0) return null;
  return (
    <div id={id}>
      {problems.map((problem) => {
        const tone = toneOf(problem);
        const Icon = tone === 'error' ? IconAlertTriangleFilled : IconInfoTriangle;
        return (
          <p key={`${problem.field}${problem.code}${problem.message}`} className={css.problem} data-severity={tone}>
            <Icon size={13} aria-hidden />
            <span>
              <b style={{ fontWeight: 500, color: `var(--${tone === 'error' ? 'bad' : 'warn'})` }}>{told(problem.message)}</b> {told(problem.hint ?? '')}
            </span>
          </p>
        );
      })}
    </div>
  );
}

import { IconAlertTriangleFilled, IconInfoTriangle } from '@tabler/icons-react';
import type { FormField, FormSection } from '../../../core/catalog/form.ts';
import type { Problem } from '../../../core/flow/flow.ts';
import { isOnlyMissing, toneOf } from '../../forms/problem-tone.ts';
import { t, told } from '../../i18n/i18n.ts';
import { useSelection } from '../../state/selection.ts';
import css from './inspector.module.css';

interface ProblemSummaryProps {
  nodeId: string;
  sections: readonly FormSection[];
  problems: readonly Problem[];
}

/** The settings that are wrong or missing, each one click away; what is wrong stands beside each. */
export function ProblemSummary({ nodeId, sections, problems }: ProblemSummaryProps) {
  const fields = sections.flatMap((section) => section.fields);
  const wrong = bySetting(fields, problems);
  if (wrong.length === 0) return null;
  const bad = wrong.some(({ worst }) => toneOf(worst) === 'error');
  const isUnfinished = isOnlyMissing(wrong.map(({ worst }) => worst));
  const Icon = bad ? IconAlertTriangleFilled : IconInfoTriangle;
  return (
    <nav className={css.summary} aria-label={t('What is wrong or missing')} data-severity={bad ? 'error' : 'warning'}>
      <Icon size={13} aria-hidden />
      <span>{isUnfinished ? t('Still to fill in:') : t('Look at:')}</span>
      {wrong.map(({ field, worst, count }) => (
        <button
          key={field.field}
          type="button"
          title={told(worst.message)}
          onClick={() => useSelection.getState().goToField(nodeId, worst.field ?? field.field)}
        >
          {told(field.label)}
          {count > 1 && <small> {count}</small>}
        </button>
      ))}
    </nav>
  );
}

/** For each setting with problems the gravest one and how many there are, in the order of the form. */
function bySetting(fields: readonly FormField[], problems: readonly Problem[]): { field: FormField; worst: Problem; count: number }[] {
  // A setting within another's value (mapping.rest within mapping) is the nearer one.
  const owner = (problem: Problem) =>
    fields.filter(({ field }) => problem.field === field || problem.field?.startsWith(`${field}.`)).sort((a, b) => b.field.length - a.field.length)[0];
  return fields.flatMap((field) => {
    const mine = problems.filter((problem) => owner(problem) === field);
    const worst = mine.find((problem) => toneOf(problem) === 'error') ?? mine.find(({ severity }) => severity === 'error') ?? mine[0];
    return worst ? [{ field, worst, count: mine.length }] : [];
  });
}

import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { Sample } from '../../../core/base/sample.ts';
import type { CheckedFormula } from '../../../core/formula/check.ts';
import type { SignatureHelp } from '../../../core/formula/completion.ts';
import { t, told } from '../../i18n/i18n.ts';
import { TYPE_LABELS } from '../../ui/FieldTypeIcon.tsx';
import { showValue } from '../../ui/values.ts';
import formCss from '../form.module.css';
import css from './formula.module.css';
import { SignatureLine } from './SignatureLine.tsx';
import { useEvaluated } from './useEvaluated.ts';

interface FormulaResultProps {
  id: string;
  formula: string;
  checked: CheckedFormula | null;
  sample: Sample | null;
  zone: string;
  /** How the function at the caret is called. */
  help: SignatureHelp | null;
}

/** Under a formula: what is wrong with it and what to do, else what it gives for a sample record. */
export function FormulaResult({ id, formula, checked, sample, zone, help }: FormulaResultProps) {
  const [record, setRecord] = useState(0);
  const error = checked?.errors[0];
  const warning = checked?.warnings[0];
  const evaluated = useEvaluated(formula, sample, zone, checked !== null && !error);
  const results = evaluated?.results ?? [];
  const at = Math.min(record, Math.max(0, results.length - 1));
  const result = results[at];
  const failing = results.filter((one) => one.error).length;
  return (
    <div id={id} className={css.below}>
      {error ? (
        <p className={formCss.problem}>
          <span>
            <b className={css.bad}>{told(error.message)}</b> {told(error.hint ?? '')}
          </span>
        </p>
      ) : warning ? (
        <p className={formCss.problem} data-severity="warning">
          <span>
            <b className={css.warn}>{told(warning.message)}</b> {told(warning.hint ?? '')}
          </span>
        </p>
      ) : null}
      {!error && result && evaluated && (
        <span className={formCss.result} data-bad={result.error ? true : undefined}>
          <button type="button" className={css.turn} aria-label={t('Sample record before')} disabled={at === 0} onClick={() => setRecord(at - 1)}>
            <IconChevronLeft size={12} />
          </button>
          <span className="num">{t('Record {{number}}:', { number: at + 1 })}</span>
          <button type="button" className={css.turn} aria-label={t('Next sample record')} disabled={at >= results.length - 1} onClick={() => setRecord(at + 1)}>
            <IconChevronRight size={12} />
          </button>
          <b title={result.error ? undefined : told(TYPE_LABELS[evaluated.type])}>
            {result.error
              ? [result.error.message, result.error.hint ?? ''].map(told).filter(Boolean).join(' ')
              : showValue(result.value ?? null, evaluated.type).text}
          </b>
          {!result.error && <span className={css.type}>{told(TYPE_LABELS[evaluated.type])}</span>}
        </span>
      )}
      {!error && failing > 0 && (
        <span className={formCss.note}>{t('{{failing}} of {{all}} sample records would be rejected.', { failing, all: results.length })}</span>
      )}
      {help && <SignatureLine help={help} />}
    </div>
  );
}

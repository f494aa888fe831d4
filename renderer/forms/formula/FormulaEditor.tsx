import { IconArrowsDiagonal } from '@tabler/icons-react';
import { lazy, Suspense, useId, useState } from 'react';
import type { Sample } from '../../../core/base/sample.ts';
import type { SignatureHelp } from '../../../core/formula/completion.ts';
import { t } from '../../i18n/i18n.ts';
import { shortcutOf, withKeys } from '../../ui/shortcut.ts';
import type { Arriving } from '../widget.ts';
import { FormulaResult } from './FormulaResult.tsx';
import { FormulaText } from './FormulaText.tsx';
import css from './formula.module.css';
import { useChecked } from './useChecked.ts';

export { NO_FORMULA } from './FormulaText.tsx';

const FormulaBench = lazy(async () => ({ default: (await import('./bench/FormulaBench.tsx')).FormulaBench }));

/** Opens the large editor, as the zoom box of database programs does. */
export const LARGER_KEY = 'Shift+F2';

interface FormulaEditorProps {
  id?: string;
  label: string;
  value: string;
  onChange(formula: string): void;
  fields: Arriving;
  sample: Sample | null;
  zone: string;
  placeholder?: string | undefined;
  describedBy?: string | undefined;
  /** Results stand somewhere else already, so only what is wrong is said below the text. */
  quiet?: boolean;
}

/** One line that grows with the formula: coloured, completed, checked and evaluated while it is typed; larger over the whole window when asked for. */
export function FormulaEditor({ id, label, value, onChange, fields, sample, zone, placeholder, describedBy, quiet = false }: FormulaEditorProps) {
  const sayId = useId();
  const [help, setHelp] = useState<SignatureHelp | null>(null);
  const [large, setLarge] = useState(false);
  const checked = useChecked(value, fields);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key is for the text inside, whose button does the same
    <div
      className={css.formula}
      onKeyDown={(event) => {
        if (large || shortcutOf(event) !== LARGER_KEY) return;
        event.preventDefault();
        event.stopPropagation();
        setLarge(true);
      }}
    >
      <div className={css.box}>
        <FormulaText
          id={id}
          label={label}
          value={value}
          onChange={onChange}
          fields={fields}
          checked={checked}
          placeholder={placeholder}
          describedBy={[describedBy, sayId].filter(Boolean).join(' ')}
          onSignature={setHelp}
        />
        <button
          type="button"
          className={css.larger}
          aria-label={t('Open {{label}} large', { label })}
          aria-haspopup="dialog"
          title={withKeys(t('Large editor'), LARGER_KEY)}
          onClick={() => setLarge(true)}
        >
          <IconArrowsDiagonal size={13} aria-hidden />
        </button>
      </div>
      <FormulaResult id={sayId} formula={value} checked={checked} sample={quiet || large ? null : sample} zone={zone} help={help} />
      {large && (
        <Suspense>
          <FormulaBench label={label} value={value} onChange={onChange} fields={fields} sample={sample} zone={zone} onClose={() => setLarge(false)} />
        </Suspense>
      )}
    </div>
  );
}

import { Modal } from '@mantine/core';
import { type KeyboardEvent, type SyntheticEvent, useId, useRef, useState } from 'react';
import type { Sample } from '../../../../core/base/sample.ts';
import type { SignatureHelp } from '../../../../core/formula/completion.ts';
import { t } from '../../../i18n/i18n.ts';
import { shortcutOf, shortcutWords, withKeys } from '../../../ui/shortcut.ts';
import formCss from '../../form.module.css';
import type { Arriving } from '../../widget.ts';
import { FormulaText, type FormulaTextHandle } from '../FormulaText.tsx';
import { SignatureLine } from '../SignatureLine.tsx';
import { useChecked } from '../useChecked.ts';
import { useEvaluated } from '../useEvaluated.ts';
import css from './bench.module.css';
import { FieldsPane } from './FieldsPane.tsx';
import { FunctionsPane } from './FunctionsPane.tsx';
import { ProblemList } from './ProblemList.tsx';
import { ResultsPane } from './ResultsPane.tsx';
import { MOST_TRIED } from './results.ts';

interface FormulaBenchProps {
  label: string;
  value: string;
  onChange(formula: string): void;
  fields: Arriving;
  sample: Sample | null;
  zone: string;
  onClose(): void;
}

const DONE_KEY = 'Mod+Enter';
const NONE: readonly string[] = [];
const stop = (event: SyntheticEvent) => event.stopPropagation();

/**
 * A formula over the whole window: fields with their values, all functions, and the results on the sample around it. What is typed is the setting at once,
 * so however it is closed nothing is lost; the formula as it was can be put back.
 */
export function FormulaBench({ label, value, onChange, fields, sample, zone, onClose }: FormulaBenchProps) {
  const sayId = useId();
  const handle = useRef<FormulaTextHandle>(null);
  const [before] = useState(value);
  const [help, setHelp] = useState<SignatureHelp | null>(null);
  const [record, setRecord] = useState(0);
  const checked = useChecked(value, fields);
  const sound = checked !== null && checked.errors.length === 0;
  const evaluated = useEvaluated(value, sample, zone, sound, MOST_TRIED);
  const used = checked?.fieldsUsed ?? NONE;
  const onKeyDown = (event: KeyboardEvent) => {
    const pressed = shortcutOf(event);
    event.stopPropagation();
    if (event.defaultPrevented || (pressed !== 'Escape' && pressed !== DONE_KEY && pressed !== 'Shift+F2')) return;
    event.preventDefault();
    onClose();
  };
  return (
    // Clicks stay inside: a panel this was opened from would take them for clicks beside it, and close.
    <Modal
      opened
      fullScreen
      onClose={onClose}
      closeOnEscape={false}
      onKeyDown={onKeyDown}
      onMouseDown={stop}
      onTouchStart={stop}
      onPointerDown={stop}
      title={t('Formula: {{label}}', { label })}
      zIndex={350}
      transitionProps={{ duration: 0 }}
      classNames={{ content: css.content, header: css.header, body: css.body }}
    >
      <div className={css.bench}>
        <FieldsPane fields={fields} sample={sample} record={record} used={used} onInsert={(text) => handle.current?.insert(text)} />
        <div className={css.middle}>
          <FormulaText
            handle={handle}
            large
            label={label}
            value={value}
            onChange={onChange}
            fields={fields}
            checked={checked}
            describedBy={sayId}
            onSignature={setHelp}
          />
          <div id={sayId} className={css.said}>
            {checked && <ProblemList problems={[...checked.errors, ...checked.warnings]} onGoTo={(start, end) => handle.current?.goTo(start, end)} />}
            {help ? (
              <SignatureLine help={help} />
            ) : (
              checked?.errors.length === 0 && <p className={css.nothing}>{t('Ctrl+Space offers what can stand here.')}</p>
            )}
          </div>
          <ResultsPane sample={sample} evaluated={evaluated} sound={sound} used={used} onRecord={setRecord} />
          <div className={css.foot}>
            <span className={css.note}>{t('What you type is kept at once. {{key}} closes too.', { key: shortcutWords('Escape') })}</span>
            <button type="button" className={`${formCss.button} ${formCss.small}`} disabled={value === before} onClick={() => onChange(before)}>
              {t('Put back as it was')}
            </button>
            <button type="button" className={`${formCss.button} ${formCss.small} ${formCss.primary}`} title={withKeys(t('Done'), DONE_KEY)} onClick={onClose}>
              {t('Done')}
            </button>
          </div>
        </div>
        <FunctionsPane current={help?.function ?? null} onInsert={(text, back) => handle.current?.insert(text, back)} />
      </div>
    </Modal>
  );
}

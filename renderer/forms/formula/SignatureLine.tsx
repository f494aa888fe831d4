import type { SignatureHelp } from '../../../core/formula/completion.ts';
import { type FunctionSpec, PARAMETER_TEXT } from '../../../core/formula/functions/function-spec.ts';
import { language, t, told } from '../../i18n/i18n.ts';
import css from './formula.module.css';

/** A parameter in the language of the window; formulas themselves name none. */
function called(name: string): string {
  return language() === 'en' ? name : told(PARAMETER_TEXT + name).replace(PARAMETER_TEXT, '');
}

/** How a function is called; the value that is being typed stands out. */
export function Signature({ spec, active = null }: { spec: FunctionSpec; active?: string | null }) {
  return (
    <code className={css.signature}>
      {spec.name}(
      {spec.parameters.map(({ name, optional, repeated }, i) => (
        <span key={name}>
          {i > 0 && ', '}
          <span data-active={name === active || undefined}>{optional ? `[${called(name)}]` : called(name)}</span>
          {repeated && ', …'}
        </span>
      ))}
      )
    </code>
  );
}

/** What the function at the caret does, which of its values is being typed, and an example. */
export function SignatureLine({ help }: { help: SignatureHelp }) {
  const [{ formula, result }] = help.function.examples;
  return (
    <p className={css.help}>
      <Signature spec={help.function} active={help.parameter} /> {told(help.function.help)}
      <span className={css.example}>
        {t('Example:')} <code>{formula}</code> → <code>{result === '' ? t('(empty)') : result}</code>
      </span>
    </p>
  );
}

import { IconPlus, IconX } from '@tabler/icons-react';
import { type FlowParameter, parameterSchema } from '../../../core/flow/flow.ts';
import formCss from '../../forms/form.module.css';
import { t } from '../../i18n/i18n.ts';
import css from './inspector.module.css';

interface ParametersEditorProps {
  parameters: readonly FlowParameter[];
  onChange(parameters: FlowParameter[]): void;
}

/** Values the flow is run with. Only names that can be written in a placeholder are taken over. */
export function ParametersEditor({ parameters, onChange }: ParametersEditorProps) {
  const change = (at: number, part: Partial<FlowParameter>) => onChange(parameters.map((one, i) => (i === at ? { ...one, ...part } : one)));
  const add = () => {
    const names = new Set(parameters.map((one) => one.name));
    let n = parameters.length + 1;
    while (names.has(`value${n}`)) n++;
    onChange([...parameters, { name: `value${n}`, value: '' }]);
  };
  return (
    <section className={formCss.frame}>
      <h3 className={css.sectionTitle}>{t('Parameters')}</h3>
      <p className={formCss.help}>{t('Values that can be set for each run. In file names, {{place}} stands for one.', { place: '{param.name}' })}</p>
      <ul className={formCss.rows}>
        {parameters.map((one, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a name that is being typed cannot be the key
          <li key={i} className={formCss.row}>
            <input
              className={`${formCss.input} ${formCss.small} ${formCss.mono}`}
              aria-label={t('Name of parameter {{number}}', { number: i + 1 })}
              value={one.name}
              onChange={(event) => parameterSchema.unwrap().shape.name.safeParse(event.target.value).success && change(i, { name: event.target.value })}
            />
            <input
              className={`${formCss.input} ${formCss.small}`}
              aria-label={t('Value of {{name}}', { name: one.name })}
              placeholder={t('value')}
              value={one.value}
              onChange={(event) => change(i, { value: event.target.value })}
            />
            <button
              type="button"
              className={formCss.icon}
              data-danger
              aria-label={t('Remove {{name}}', { name: one.name })}
              onClick={() => onChange(parameters.filter((_one, at) => at !== i))}
            >
              <IconX size={14} />
            </button>
          </li>
        ))}
      </ul>
      <div className={formCss.actions}>
        <button type="button" className={`${formCss.button} ${formCss.small} ${formCss.quiet}`} onClick={add}>
          <IconPlus size={14} aria-hidden /> {t('Add a parameter')}
        </button>
      </div>
    </section>
  );
}

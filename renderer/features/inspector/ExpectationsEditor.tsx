import { IconChevronDown, IconChevronRight, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { type Expectation, expectationSchema } from '../../../core/flow/expectation.ts';
import formCss from '../../forms/form.module.css';
import { t } from '../../i18n/i18n.ts';
import { type ExpectationChange, ExpectationForm } from './ExpectationForm.tsx';
import css from './inspector.module.css';

interface ExpectationsEditorProps {
  flowId: string;
  expects: readonly Expectation[];
  /** Path of a file source of the flow: what a new expectation begins with. */
  suggested: { connection: string; path: string } | null;
  onChange(expects: Expectation[], what: string): void;
}

/** What is taken away is absent, as in a flow that never had it. */
function changed(one: Expectation, change: ExpectationChange): Expectation {
  return expectationSchema.parse(Object.fromEntries(Object.entries({ ...one, ...change }).filter(([, value]) => value !== undefined)));
}

/** Which files are to come, by when, and how they usually are. */
export function ExpectationsEditor({ flowId, expects, suggested, onChange }: ExpectationsEditorProps) {
  const [open, setOpen] = useState<string | null>(null);
  const add = () => {
    const id = crypto.randomUUID();
    onChange([...expects, expectationSchema.parse({ id, ...suggested })], 'add');
    setOpen(id);
  };
  return (
    <section className={css.section}>
      <h3 className={css.sectionTitle}>{t('Expected files')}</h3>
      <p className={formCss.help}>
        {t('While the flow is live, somebody is told when such a file is late, missing, empty or not as usual – although nothing started.')}
      </p>
      <ul className={css.expects}>
        {expects.map((one) => {
          const name = one.name || one.path || t('a file');
          const isOpen = open === one.id;
          return (
            <li key={one.id}>
              <div className={css.expectHead}>
                <button type="button" className={css.expectName} aria-expanded={isOpen} onClick={() => setOpen(isOpen ? null : one.id)}>
                  {isOpen ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
                  <span>{name}</span>
                  <small>{t('due by {{time}}', { time: one.due })}</small>
                </button>
                <button
                  type="button"
                  className={formCss.icon}
                  data-danger
                  aria-label={t('Remove {{name}}', { name })}
                  onClick={() =>
                    onChange(
                      expects.filter(({ id }) => id !== one.id),
                      'remove',
                    )
                  }
                >
                  <IconX size={14} />
                </button>
              </div>
              {isOpen && (
                <ExpectationForm
                  flowId={flowId}
                  value={one}
                  onChange={(change) =>
                    onChange(
                      expects.map((other) => (other.id === one.id ? changed(other, change) : other)),
                      `${one.id} ${Object.keys(change)[0]}`,
                    )
                  }
                />
              )}
            </li>
          );
        })}
      </ul>
      <div className={formCss.actions}>
        <button type="button" className={`${formCss.button} ${formCss.small} ${formCss.quiet}`} onClick={add}>
          <IconPlus size={14} aria-hidden /> {t('Add an expected file')}
        </button>
      </div>
    </section>
  );
}

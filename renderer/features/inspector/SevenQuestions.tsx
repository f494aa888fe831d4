import { IconCheck } from '@tabler/icons-react';
import * as edit from '../../../core/flow/edit.ts';
import type { Flow } from '../../../core/flow/flow.ts';
import formCss from '../../forms/form.module.css';
import { t, told } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import { useReadiness } from '../../state/use-readiness.ts';
import css from './inspector.module.css';

/** The seven questions: what the flow itself answers is shown, the rest is asked for in words. */
export function SevenQuestions({ flow }: { flow: Flow }) {
  const apply = useDocument((state) => state.apply);
  const { answered, questions } = useReadiness(flow);
  return (
    <section className={css.questions}>
      <h3 className={css.sectionTitle}>
        {t('Seven questions')} <small>{t('{{answered}} of 7 answered', { answered })}</small>
      </h3>
      {questions.map(({ question, label, answered: done, by, hint }) => (
        <label key={question} className={css.question} data-done={done || undefined}>
          <span className={css.questionLabel}>
            <span className={css.check} aria-hidden>
              {done && <IconCheck size={11} stroke={3} />}
            </span>
            {told(label)}
            <span className="visually-hidden"> {done ? t('(answered)') : t('(not answered)')}</span>
          </span>
          <textarea
            className={formCss.area}
            rows={1}
            placeholder={told((done ? by : hint) ?? '')}
            value={flow.contract[question] ?? ''}
            onChange={(event) => apply(t('Answer a question'), (now) => edit.setAnswer(now, question, event.target.value), { merge: `answer:${question}` })}
          />
        </label>
      ))}
    </section>
  );
}

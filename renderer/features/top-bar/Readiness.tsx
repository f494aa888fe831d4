import { Popover, Textarea } from '@mantine/core';
import * as edit from '../../../core/flow/edit.ts';
import type { Flow, Question } from '../../../core/flow/flow.ts';
import type { QuestionState } from '../../../core/flow/readiness.ts';
import { t, told } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import { useUi } from '../../state/ui.ts';
import { useReadiness } from '../../state/use-readiness.ts';
import styles from './Readiness.module.css';

/** How far the flow answers the seven questions of an integration; a click shows them. */
export function Readiness() {
  const flow = useDocument((state) => state.flow);
  return flow ? <ReadinessOf flow={flow} /> : null;
}

function ReadinessOf({ flow }: { flow: Flow }) {
  const open = useUi((state) => state.readinessOpen);
  const state = useReadiness(flow);
  return (
    <Popover opened={open} onChange={(readinessOpen) => useUi.getState().set({ readinessOpen })} width={460} position="bottom-end" trapFocus>
      <Popover.Target>
        <button
          type="button"
          className={styles.meter}
          aria-label={t('{{answered}} of 7 questions about this flow are answered', { answered: state.answered })}
          title={t('What a careful person asks about an integration')}
          onClick={() => useUi.getState().set({ readinessOpen: !open })}
        >
          {state.questions.map((question) => (
            <i key={question.question} data-answered={question.answered || undefined} />
          ))}
          <span className="num">{t('{{answered}} of 7', { answered: state.answered })}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.questions ?? ''}>
        <h2>{t('Seven questions every flow must answer')}</h2>
        {state.questions.map((question) => (
          <Row key={question.question} state={question} own={flow.contract[question.question] ?? ''} />
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}

function Row({ state, own }: { state: QuestionState; own: string }) {
  const change = (answer: string) =>
    useDocument
      .getState()
      .apply(t('Answer a question'), (flow) => edit.setAnswer(flow, state.question as Question, answer), { merge: `answer:${state.question}` });
  return (
    <div className={styles.row} data-answered={state.answered || undefined}>
      <i aria-hidden="true" />
      <Textarea
        label={told(state.label)}
        description={state.answered ? (own ? undefined : t('Answered by the flow: {{by}}', { by: told(state.by ?? '') })) : told(state.hint)}
        placeholder={state.answered ? t('Say it in your own words') : t('Not answered yet')}
        autosize
        minRows={1}
        maxRows={4}
        value={own}
        onChange={(event) => change(event.currentTarget.value)}
      />
    </div>
  );
}

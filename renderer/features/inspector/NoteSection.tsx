import { useId } from 'react';
import * as edit from '../../../core/flow/edit.ts';
import type { FlowNode } from '../../../core/flow/flow.ts';
import formCss from '../../forms/form.module.css';
import { t } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import css from './inspector.module.css';

/** Free words about a step, for the next person. */
export function NoteSection({ node }: { node: FlowNode }) {
  const id = useId();
  const apply = useDocument((state) => state.apply);
  return (
    <section className={css.section} data-setting="@note">
      <label className={css.sectionTitle} htmlFor={id}>
        {t('Note')}
      </label>
      <textarea
        id={id}
        className={formCss.area}
        rows={2}
        placeholder={t('Why it is done this way, who to ask')}
        value={node.note ?? ''}
        onChange={(event) =>
          apply(t('Note on {{step}}', { step: node.name }), (flow) => edit.setNodeNote(flow, node.id, event.target.value), { merge: `note:${node.id}` })
        }
      />
    </section>
  );
}

import type { FlowNode } from '../../../core/flow/flow.ts';
import { t } from '../../i18n/i18n.ts';
import css from './inspector.module.css';

/** A step whose kind, or whose settings, this version cannot read: said plainly, shown as it is, kept untouched. */
export function UnknownKind({ node, known }: { node: FlowNode; known: boolean }) {
  return (
    <div className={css.body}>
      <p className={css.description}>
        {known
          ? t('The settings of this step cannot be read by this version of Swivel. They may come from a newer one.')
          : t('This version of Swivel does not know steps of the kind "{{kind}}".', { kind: node.kind })}{' '}
        {t('The step is kept as it is and saved unchanged, but the flow cannot run with it.')}
      </p>
      <h3 className={css.sectionTitle}>{t('As it is stored')}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable with the keyboard */}
      <pre className={css.json} tabIndex={0}>
        {JSON.stringify({ kind: node.kind, version: node.version, config: node.config }, null, 2)}
      </pre>
    </div>
  );
}

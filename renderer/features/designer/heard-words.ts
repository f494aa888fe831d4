import { faceOf } from '../../canvas/card-face.ts';
import { stripWords } from '../../canvas/strip-words.ts';
import { t, told } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import { usePreview } from '../../state/preview.ts';
import { type CurrentRun, isOver } from '../../state/runs.ts';
import { selectedNodeId, useSelection } from '../../state/selection.ts';
import { formatCount, runStatusWords } from '../../ui/words.ts';

/** How a run stands, and once it is over what became of its records. */
export function runWords({ status, counts }: Pick<CurrentRun, 'status' | 'counts'>): string {
  const state = runStatusWords(status);
  if (!isOver(status)) return t('Run: {{state}}', { state });
  const [read, delivered, rejected] = [formatCount(counts.read), formatCount(counts.delivered), formatCount(counts.rejected)];
  return counts.rejected > 0
    ? t('Run: {{state}}. {{read}} read, {{delivered}} delivered, {{rejected}} rejected.', { state, read, delivered, rejected })
    : t('Run: {{state}}. {{read}} read, {{delivered}} delivered.', { state, read, delivered });
}

/** What a preview that is over says of the selected step; of the whole flow only that it is done. */
export function previewWords(): string {
  const { flow } = useDocument.getState();
  const { steps, error } = usePreview.getState();
  if (error) return t('Preview: {{problem}}', { problem: told(error.message) });
  const id = selectedNodeId(useSelection.getState());
  const node = flow?.nodes.find((one) => one.id === id);
  const seen = node && steps[node.id];
  if (!flow || !node || !seen) return t('Preview done');
  const counts = stripWords(faceOf(node, flow.edges).role, seen.step.facts, true).map((part) => part.text);
  return counts.length > 0 ? t('Preview of {{name}}: {{counts}}', { name: node.name, counts: counts.join(', ') }) : t('Preview done');
}

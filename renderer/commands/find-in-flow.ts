import { goToHit, openFind } from '../editing/finding.ts';
import { text } from '../i18n/i18n.ts';
import { useFind } from '../state/find.ts';
import { type Command, defineCommand } from './command.ts';
import { hasFlow } from './conditions.ts';

const hasHits = () => hasFlow() && useFind.getState().hits.length > 0;

const find = defineCommand({
  id: 'find-in-flow',
  label: text('Find in this flow'),
  group: 'Edit',
  shortcuts: ['Mod+F'],
  keywords: ['search', 'formula', 'field', 'note', 'SQL', 'code'],
  scope: 'text-too',
  enabled: hasFlow,
  run: openFind,
});

const next = defineCommand({
  id: 'find-next',
  label: text('Next search hit'),
  group: 'Edit',
  shortcuts: ['F3'],
  scope: 'text-too',
  enabled: hasHits,
  needs: text('Search this flow first.'),
  run: () => goToHit(1),
});

const previous = defineCommand({
  id: 'find-previous',
  label: text('Previous search hit'),
  group: 'Edit',
  shortcuts: ['Shift+F3'],
  scope: 'text-too',
  enabled: hasHits,
  needs: text('Search this flow first.'),
  run: () => goToHit(-1),
});

/** The search through the open flow. */
export const finds: readonly Command[] = [find, next, previous];

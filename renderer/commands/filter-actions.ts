import type { SpotlightActionData, SpotlightActionGroupData, SpotlightFilterFunction } from '@mantine/spotlight';
import { t } from '../i18n/i18n.ts';

const NO_MATCH = 9;
/** What cannot be used now comes after everything that can. */
const OFF = 4;

/** Actions whose label or keywords hold all words of the query, best first; groups in the order of their best action. */
export const filterActions: SpotlightFilterFunction = (query, actions) => {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const shownAtOnce = new Set([t('Used last'), t('Commands'), t('Steps of this flow'), t('Settings of the step')]);
  const groups = actions.filter((action): action is SpotlightActionGroupData => 'actions' in action);
  if (words.length === 0) return groups.filter((group) => shownAtOnce.has(group.group));
  return groups
    .map((group) => {
      const ranked = group.actions.map((action) => ({ action, rank: rankOf(action, words) })).filter(({ rank }) => rank < NO_MATCH);
      ranked.sort((a, b) => a.rank - b.rank);
      return { group: group.group, actions: ranked.map(({ action }) => action), best: ranked[0]?.rank ?? NO_MATCH };
    })
    .filter((group) => group.actions.length > 0)
    .sort((a, b) => a.best - b.best);
};

/** 0: the label begins with the word; 1: a word of the label does; 2: in the label; 3: a keyword begins with it. The worst word counts. */
function rankOf(action: SpotlightActionData, words: readonly string[]): number {
  const label = (action.label ?? '').toLowerCase();
  const keywords = [action.keywords ?? []].flat().map((keyword) => keyword.toLowerCase());
  const ranks = words.map((word) => {
    if (label.startsWith(word)) return 0;
    if (label.split(/\W+/).some((part) => part.startsWith(word))) return 1;
    if (label.includes(word)) return 2;
    return keywords.some((keyword) => keyword.startsWith(word)) ? 3 : NO_MATCH;
  });
  const worst = Math.max(...ranks);
  return worst < NO_MATCH && action['aria-disabled'] === true ? worst + OFF : worst;
}

import type { Problem } from '../../core/flow/flow.ts';

/** How a problem is said: what is merely not filled in yet is no mistake of anybody's, although the flow cannot run before. */
export function toneOf({ severity, code }: Problem): 'error' | 'warning' {
  return severity === 'error' && code !== 'missing-setting' ? 'error' : 'warning';
}

/** Whether all that is wrong is that something is not filled in yet. */
export function isOnlyMissing(problems: readonly Problem[]): boolean {
  return problems.length > 0 && problems.every(({ code }) => code === 'missing-setting');
}

import type { AnyNodeSpec } from './catalog.ts';
import type { FanOut } from './node-spec.ts';

/** How many records leave a step for one that comes in, under these settings; parsed ones. */
export function fanOutOf(spec: AnyNodeSpec, config: unknown): FanOut {
  return spec.fanOutFor?.(config) ?? spec.fanOut;
}

/** Whether what becomes of a record depends on others, under these settings; parsed ones. */
export function dependsOnOthers(spec: AnyNodeSpec, config: unknown): boolean {
  return spec.dependsOnOthers?.(config) ?? spec.fanOut === 'combines';
}

import { describe, expect, it } from 'vitest';
import type { Clock } from '../../base/clock.ts';
import { MemoryGuard } from './memory-guard.ts';

const MB = 1024 * 1024;

function guarded(limitMb: number) {
  const now = { ms: 0 };
  const clock: Clock = { now: () => 0, monotonic: () => now.ms, zone: 'UTC', after: () => () => undefined };
  const memory = { used: 0, needed: 0, collections: 0 };
  const needed = () => {
    memory.collections++;
    memory.used = memory.needed;
    return memory.needed * MB;
  };
  const use = { used: () => memory.used * MB, needed };
  const guard = new MemoryGuard(use, limitMb * MB, clock);
  const look = (used: number, inUse: number) => {
    now.ms += 1_000;
    Object.assign(memory, { used, needed: inUse });
    return guard.full();
  };
  return { look, memory };
}

describe('the memory a run needs', () => {
  it('is not what is only waiting to be collected', () => {
    const { look, memory } = guarded(1_000);
    expect(look(890, 890)).toBe(false);
    expect(memory.collections).toBe(0);
    expect(look(1_200, 300)).toBe(false);
    expect(memory.collections).toBe(1);
  });

  it('is full when it is needed after a collection', () => {
    const { look } = guarded(1_000);
    expect(look(1_200, 899)).toBe(false);
    expect(look(1_200, 901)).toBe(true);
  });

  it('is not collected again and again just below the limit', () => {
    const { look, memory } = guarded(1_000);
    for (let time = 0; time < 20; time++) expect(look(905, 899)).toBe(false);
    expect(memory.collections).toBe(1);
    expect(look(920, 899)).toBe(false);
    expect(memory.collections).toBe(2);
  });
});

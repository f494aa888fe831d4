import { describe, expect, it } from 'vitest';
import { createBatch, runningOrigin, select } from './batch-ops.ts';
import { textColumn } from './bytes-column.ts';
import { columnOfValues } from './column-of-values.ts';
import { DistinctCount } from './distinct-count.ts';
import { hashBytes } from './hash-bytes.ts';
import { Reservoir } from './reservoir.ts';
import { Sampler } from './sampler.ts';

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const numbers = (from: number, count: number) =>
  createBatch(
    ['n', 't'],
    [
      columnOfValues(Array.from({ length: count }, (_, row) => from + row)),
      textColumn(Array.from({ length: count }, (_, row) => ((from + row) % 10 === 0 ? '' : `t${(from + row) % 7}`))),
    ],
    count,
    runningOrigin(0, from),
  );

describe('Sampler', () => {
  it('tells where records stand, of a source that can, and asks only for those it keeps', () => {
    const sampler = new Sampler({ first: 2, later: 1, random: seeded(1), sourceId: () => 'read' });
    const asked: number[] = [];
    const locate = (ordinal: number) => {
      asked.push(ordinal);
      return ordinal === 1 ? { file: 'b.csv' } : { file: 'a.csv', row: ordinal + 2 };
    };
    sampler.take(numbers(0, 1_000), undefined, locate);
    const { origins, places } = sampler.sample();
    const last = origins[2]?.ordinal ?? 0;
    expect(places).toEqual({
      files: ['a.csv', 'b.csv'],
      at: [
        [0, 2],
        [1, 0],
        [0, last + 2],
      ],
    });
    expect(asked.length).toBeLessThan(50);
  });

  it('keeps the first records, some later ones with their origins, and a profile', () => {
    const sampler = new Sampler({ first: 5, later: 10, random: seeded(1), sourceId: (index) => `node${index}` });
    for (let from = 0; from < 20_000; from += 1000) sampler.take(numbers(from, 1000));
    const sample = sampler.sample();
    expect(sample).toMatchObject({
      total: 20_000,
      first: 5,
      cut: false,
      fields: [
        { name: 'n', type: 'integer', sample: '0' },
        { name: 't', type: 'text', sample: 't1' },
      ],
    });
    expect(sample.rows.slice(0, 5).map(([n]) => n)).toEqual([0, 1, 2, 3, 4]);
    expect(sample.rows).toHaveLength(15);
    expect(new Set(sample.rows.map(([n]) => n)).size).toBe(15);
    for (const [at, [n]] of sample.rows.entries()) expect(sample.origins[at]).toEqual({ source: 'node0', ordinal: n });
    expect(sample).not.toHaveProperty('places');
    const [n, t] = sample.profile;
    expect(n).toMatchObject({ name: 'n', seen: 10_156, min: '0' });
    expect(Number(n?.max)).toBeGreaterThan(19_900);
    expect(n?.distinct).toBeGreaterThan(9000);
    expect(t).toMatchObject({ distinct: 7, min: 't0', max: 't6' });
    expect(t?.filled).toBeLessThan(n?.filled ?? 0);
  });

  it('is the same for the same seed, and shares nothing with the batch', () => {
    const run = () => {
      const sampler = new Sampler({ first: 2, later: 3, random: seeded(7), sourceId: String });
      for (let from = 0; from < 2000; from += 100) {
        const batch = numbers(from, 100);
        sampler.take(batch);
        const column = batch.columns[1];
        if (column?.kind === 'bytes') column.bytes.fill(0);
      }
      return sampler.sample();
    };
    expect(run()).toEqual(run());
    expect(run().profile[1]).toMatchObject({ min: 't0', max: 't6' });
  });

  it('looks only at selected records, and keeps reasons beside them', () => {
    const sampler = new Sampler({ first: 9, random: seeded(1), sourceId: String });
    const reason = { code: 'c', message: 'm' };
    sampler.take(select(numbers(0, 5), Int32Array.of(4, 2), 2), [reason, { ...reason, field: 'n' }]);
    expect(sampler.sample()).toMatchObject({
      total: 2,
      rows: [
        [4, 't4'],
        [2, 't2'],
      ],
      reasons: [reason, { field: 'n' }],
    });
  });

  it('cuts cells and the whole sample', () => {
    const sampler = new Sampler({ first: 1000, random: seeded(1), sourceId: String });
    const texts = Array.from({ length: 1000 }, (_, row) => `${row}${'😀'.repeat(3000)}`);
    sampler.take(createBatch(['t'], [textColumn(texts)], 1000, runningOrigin(0, 0)));
    const sample = sampler.sample();
    expect(sample.cut).toBe(true);
    expect(sample.total).toBe(1000);
    expect(JSON.stringify(sample.rows).length).toBeLessThan(600_000);
    for (const [cell] of sample.rows) expect([String(cell).isWellFormed(), String(cell).length <= 2000]).toEqual([true, true]);
  });

  it('puts fields that come later behind the others', () => {
    const sampler = new Sampler({ first: 9, random: seeded(1), sourceId: String });
    sampler.take(createBatch(['a'], [textColumn(['1'])], 1, runningOrigin(0, 0)));
    sampler.take(createBatch(['b', 'a'], [textColumn(['2']), columnOfValues([3])], 1, runningOrigin(1, 0)));
    expect(sampler.sample()).toMatchObject({
      fields: [{ name: 'a', type: 'any' }, { name: 'b' }],
      rows: [
        ['1', null],
        [3, '2'],
      ],
      origins: [{ source: '0' }, { source: '1' }],
    });
  });
});

describe('what samples rest on', () => {
  it('picks each thing equally often', () => {
    const picked = new Float64Array(40);
    for (let run = 0; run < 4000; run++) {
      const reservoir = new Reservoir(4, seeded(run));
      const kept: number[] = [];
      for (let from = 0; from < 40; from += 7) reservoir.pass(Math.min(7, 40 - from), (offset, slot) => (kept[slot] = from + offset));
      for (const one of kept) picked[one] = (picked[one] as number) + 1;
    }
    for (const count of picked) expect(Math.abs(count - 400)).toBeLessThan(90);
  });

  it.each([0, 1, 10, 500, 20_000, 300_000])('estimates %i different things', (count) => {
    const distinct = new DistinctCount();
    const bytes = Buffer.alloc(16);
    for (let i = 0; i < count * 2; i++) distinct.addHash(hashBytes(bytes, 0, bytes.write(`key ${i % count}`)));
    expect(Math.abs(distinct.estimate() - count)).toBeLessThanOrEqual(count * 0.06);
  });
});

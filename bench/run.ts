import type { Figure } from './figure.ts';
import { writeReport } from './report.ts';

/** Benches by name. Each gives figures; one that misses its target makes the call fail. */
const BENCHES: Readonly<Record<string, () => Promise<Figure[]>>> = {
  standard: async () => (await import('./standard.ts')).standardBench(),
  scale: async () => (await import('./scale.ts')).scaleBench(),
  capture: async () => (await import('./capture.ts')).captureBench(),
  spill: async () => (await import('./spill.ts')).spillBench(),
  sqlite: async () => (await import('./sqlite.ts')).sqliteBench(),
  systems: async () => (await import('./systems.ts')).systemsBench(),
  snippet: async () => (await import('./snippet.ts')).snippetBench(),
  formula: async () => (await import('./formula.ts')).formulaBench(),
  tiny: async () => (await import('./tiny.ts')).tinyBench(),
  preview: async () => (await import('./preview.ts')).previewBench(),
  smooth: async () => (await import('./smooth.ts')).smoothBench(),
  ui: async () => (await import('./ui.ts')).uiBench(),
  history: async () => (await import('./history.ts')).historyBench(),
};

const [name, ...options] = process.argv.slice(2);
const bench = name === undefined ? undefined : BENCHES[name];
if (!bench) {
  process.stdout.write(`Benches: ${Object.keys(BENCHES).join(', ')}\nnpm run bench -- NAME [--json] [--write]\n`);
  process.exit(name === undefined ? 0 : 2);
}
const figures = await bench();
for (const figure of figures) process.stdout.write(options.includes('--json') ? `${JSON.stringify(figure)}\n` : `${inWords(figure)}\n`);
if (options.includes('--write')) writeReport([name, ...options.filter((option) => option !== '--json' && option !== '--write')].join(' '), figures);
if (figures.some((figure) => !figure.ok)) process.exitCode = 1;

function inWords({ name, value, unit, baseline, target, ok }: Figure): string {
  const more = [baseline === undefined ? '' : `by hand ${shown(baseline)}`, target === undefined ? '' : `target ${shown(target)}`].filter(
    (part) => part !== '',
  );
  return `${ok ? 'ok    ' : 'MISSED'} ${name}: ${shown(value)} ${unit}${more.length > 0 ? ` (${more.join(', ')})` : ''}`;
}

function shown(value: number): string {
  return value.toLocaleString('en-GB');
}

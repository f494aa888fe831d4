import type { SnippetTiming } from '../../api/design-models.ts';
import type { Sample } from '../../base/sample.ts';
import { markLines } from '../../catalog/snippet-line-marks.ts';
import { withoutTypes } from '../../snippet/compile-snippet.ts';
import type { SliceResult, SnippetCode } from '../../snippet/messages.ts';

/**
 * Where the time of a snippet goes, line by line, from a run of its own in the sandbox. `null` where the lines cannot be told apart, that run came to no end,
 * or did anything else than the one it is compared with: then nothing is said rather than something doubtful.
 */
export async function measureLines(
  sample: Sample,
  snippet: SnippetCode,
  plain: SliceResult,
  run: (snippet: SnippetCode) => Promise<SliceResult>,
): Promise<SnippetTiming | null> {
  if (sample.rows.length === 0) return null;
  const marked = markLines(snippet.language === 'typescript' ? withoutTypes(snippet) : snippet.code);
  if (!marked) return null;
  // A limit that only the slower run passes, or marked code that cannot be understood: the trial itself went well.
  const result = await run({ ...snippet, language: 'javascript', code: marked.code, measuredLines: marked.lines }).catch(() => null);
  if (!result?.measured || !sameResult(plain, result)) return null;
  const plainMs = plain.workMs;
  const { lines, slowest } = result.measured;
  const all = lines.reduce((sum, { microseconds }) => sum + microseconds, 0);
  return {
    lines: lines.map((line) => ({ ...line, share: all > 0 ? line.microseconds / all : 0 })),
    microsecondsPerRecord: (plainMs * 1_000) / sample.rows.length,
    slower: plainMs > 0 ? Math.max(1, result.workMs / plainMs) : 1,
    ...(slowest ? { slowest: { record: slowest.row, microseconds: slowest.microseconds } } : {}),
  };
}

function sameResult(a: SliceResult, b: SliceResult): boolean {
  const facts = ({ rows, refused, logs, columns }: SliceResult) =>
    JSON.stringify([rows.length, refused.map(({ row, code, line, message }) => [row, code, line, message]), logs, columns.map(({ name }) => name)]);
  return facts(a) === facts(b);
}

import { piecesWithPaths, shortPath } from './short-path.ts';

/** A path by its end; all of it shows when the pointer rests on it, and is read out. */
export function PathText({ path }: { path: string }) {
  const short = shortPath(path);
  return short === path ? <span>{path}</span> : <span title={path}>{short}</span>;
}

/** A sentence whose long paths are shown by their end. */
export function TextWithPaths({ text }: { text: string }) {
  return (
    <>
      {piecesWithPaths(text).map((piece, i) =>
        piece.path === undefined ? (
          piece.text
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never change places
          <span key={i} title={piece.path}>
            {piece.text}
          </span>
        ),
      )}
    </>
  );
}

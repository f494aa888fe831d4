import { piecesWithPaths } from './short-path.ts';

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

import type { HTMLAttributes } from 'react';

/** A cell of the mapper's lists. The list has the focus and names its active row, so a cell needs none of its own. */
export function Cell(props: HTMLAttributes<HTMLDivElement> & { [data: `data-${string}`]: unknown }) {
  // biome-ignore lint/a11y/useSemanticElements: rows are placed by their height, so that only those in sight are drawn
  // biome-ignore lint/a11y/useFocusableInteractive: as above
  return <div role="gridcell" {...props} />;
}

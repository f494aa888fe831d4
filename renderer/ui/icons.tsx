import {
  type Icon,
  IconArrowsSplit,
  IconBraces,
  IconClock,
  IconCode,
  IconCopyMinus,
  IconDatabase,
  IconFileExport,
  IconFileTypeCsv,
  IconFilter,
  IconPlayerPlay,
  IconQuestionMark,
  IconSortAscending,
  IconTable,
  IconZoomCheck,
} from '@tabler/icons-react';

/** Pictures for the icon names that node kinds give. */
const PICTURES: Readonly<Record<string, Icon>> = {
  'player-play': IconPlayerPlay,
  clock: IconClock,
  'file-type-csv': IconFileTypeCsv,
  braces: IconBraces,
  database: IconDatabase,
  filter: IconFilter,
  'arrows-split': IconArrowsSplit,
  'copy-minus': IconCopyMinus,
  'sort-ascending': IconSortAscending,
  'zoom-check': IconZoomCheck,
  code: IconCode,
  'file-export': IconFileExport,
  table: IconTable,
  'question-mark': IconQuestionMark,
};

export function KindIcon({ icon, size = 16 }: { icon: string; size?: number }) {
  const Picture = PICTURES[icon] ?? IconQuestionMark;
  return <Picture size={size} stroke={1.7} aria-hidden="true" />;
}

import { addBookmark, bookmarkAt, goToBookmark, toggleBookmarks } from '../editing/bookmarks.ts';
import { text } from '../i18n/i18n.ts';
import { type Command, defineCommand } from './command.ts';
import { hasFlow } from './conditions.ts';

const add = defineCommand({
  id: 'add-bookmark',
  label: text('Keep this place as a bookmark'),
  group: 'Canvas',
  shortcuts: ['Shift+B'],
  keywords: ['bookmark', 'view', 'remember'],
  scope: 'canvas',
  enabled: hasFlow,
  run: addBookmark,
});

/** Opens the list of bookmarks. */
export const showBookmarks = defineCommand({
  id: 'show-bookmarks',
  label: text('Bookmarks'),
  group: 'Canvas',
  shortcuts: ['B'],
  keywords: ['views', 'places'],
  scope: 'canvas',
  enabled: hasFlow,
  run: toggleBookmarks,
});

const NUMBERED: readonly string[] = [
  text('Go to bookmark 1'),
  text('Go to bookmark 2'),
  text('Go to bookmark 3'),
  text('Go to bookmark 4'),
  text('Go to bookmark 5'),
  text('Go to bookmark 6'),
  text('Go to bookmark 7'),
  text('Go to bookmark 8'),
  text('Go to bookmark 9'),
];

const numbered = NUMBERED.map((label, i) =>
  defineCommand({
    id: `go-to-bookmark-${i + 1}`,
    label,
    group: 'Canvas',
    shortcuts: [String(i + 1)],
    scope: 'canvas',
    enabled: () => hasFlow() && bookmarkAt(i + 1) !== undefined,
    needs: text('Keep a place as a bookmark first.'),
    run: () => {
      const bookmark = bookmarkAt(i + 1);
      if (bookmark) goToBookmark(bookmark);
    },
  }),
);

/** Places of a large flow to come back to. */
export const bookmarkCommands: readonly Command[] = [add, showBookmarks, ...numbered];

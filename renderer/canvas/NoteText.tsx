import { memo } from 'react';
import Markdown from 'react-markdown';

/** What a note may be made of; of anything else only the words are shown. */
const ELEMENTS = ['p', 'strong', 'em', 'del', 'code', 'pre', 'ul', 'ol', 'li', 'h1', 'h2', 'h3', 'blockquote', 'br', 'hr'];

/** The text of a note, drawn from its Markdown. */
export const NoteText = memo(function NoteText({ text }: { text: string }) {
  return (
    <Markdown allowedElements={ELEMENTS} unwrapDisallowed skipHtml>
      {text}
    </Markdown>
  );
});

import Markdown from 'react-markdown';
import css from './help.module.css';
import { helpBlocks } from './help-blocks.ts';

/** A help page drawn from its Markdown. */
export function HelpText({ text }: { text: string }) {
  return (
    <div className={css.help}>
      {helpBlocks(text).map((block, i) =>
        block.kind === 'text' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a page never changes
          <Markdown key={i}>{block.text}</Markdown>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <table key={i}>
            <thead>
              <tr>
                {block.head.map((cell) => (
                  <th key={cell} scope="col">
                    <Markdown>{cell}</Markdown>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row) => (
                <tr key={row.join('|')}>
                  {row.map((cell, column) => (
                    <td key={`${block.head[column]}`}>
                      <Markdown>{cell}</Markdown>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        ),
      )}
    </div>
  );
}

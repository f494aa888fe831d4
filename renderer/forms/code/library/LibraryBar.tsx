import { IconBooks, IconLink, IconLinkOff } from '@tabler/icons-react';
import { useState } from 'react';
import { type SnippetContent, type SnippetReference, snippetIn } from '../../../../core/catalog/snippet-content.ts';
import { api } from '../../../api/client.ts';
import { t } from '../../../i18n/i18n.ts';
import { formatRoute } from '../../../state/route.ts';
import { say } from '../../../ui/say.ts';
import formCss from '../../form.module.css';
import type { FormContext } from '../../widget.ts';
import css from './library.module.css';
import { PickSnippet } from './PickSnippet.tsx';
import { SaveSnippet } from './SaveSnippet.tsx';
import { useLink } from './use-link.ts';

type Open = 'pick' | 'save' | 'version';

/** Where a step's code stands to the library: what it is linked to, whether that has gone on, and what can be done about it. */
export function LibraryBar({ context }: { context: FormContext }) {
  const snippet = snippetIn(context.config);
  const [open, setOpen] = useState<Open | null>(null);
  const content = snippet?.content;
  const reference = snippet?.library ?? null;
  const { link, reload } = useLink(reference, content ?? { language: 'javascript', style: 'record', code: '', fields: [] });
  if (!content) return null;
  const put = (next: SnippetContent, library: SnippetReference | undefined) => context.set({ ...next, library });
  const known = link?.snippet ?? null;
  const newest = known?.versions[0];
  const small = `${formCss.button} ${formCss.small}`;
  return (
    <section className={css.bar} aria-label={t('Library of snippets')}>
      {reference ? (
        <span className={css.linked} data-state={link?.state}>
          <IconLink size={13} aria-hidden />
          {known ? <a href={formatRoute({ page: 'snippets', snippetId: reference.id })}>{known.name}</a> : <b>{reference.name}</b>}
          <span className="num">{t('version {{version}}', { version: reference.version })}</span>
          <span className={css.state}>{link ? stateWords(link.state, known?.version ?? 0) : ''}</span>
        </span>
      ) : null}
      <div className={formCss.actions}>
        {!reference && (
          <button type="button" className={`${small} ${formCss.quiet}`} onClick={() => setOpen('pick')}>
            <IconBooks size={14} aria-hidden /> {t('From the library')}
          </button>
        )}
        {(!reference || link?.state === 'unknown') && (
          <button type="button" className={`${small} ${formCss.quiet}`} disabled={content.code.trim() === ''} onClick={() => setOpen('save')}>
            {t('Save in the library')}
          </button>
        )}
        {reference && link?.state === 'behind' && newest && (
          <button
            type="button"
            className={small}
            onClick={() => put(newest.content, { id: reference.id, name: known?.name ?? reference.name, version: newest.version })}
          >
            {t('Take version {{version}}', { version: newest.version })}
          </button>
        )}
        {reference && link?.state === 'changed' && link.kept && known && (
          <>
            <button type="button" className={small} onClick={() => setOpen('version')}>
              {t('Save as version {{version}}', { version: known.version + 1 })}
            </button>
            <button type="button" className={`${small} ${formCss.quiet}`} onClick={() => link.kept && put(link.kept, reference)}>
              {t('Back to version {{version}}', { version: reference.version })}
            </button>
          </>
        )}
        {reference && (
          <button
            type="button"
            className={`${small} ${formCss.quiet}`}
            title={t('The code stays; changes in the library are no longer offered.')}
            onClick={() => put(content, undefined)}
          >
            <IconLinkOff size={14} aria-hidden /> {t('Make it a copy')}
          </button>
        )}
      </div>
      {open === 'pick' && (
        <PickSnippet
          isWritten={content.code.trim() !== ''}
          onClose={() => setOpen(null)}
          onPick={(row, linked) => {
            put(row.content, linked ? { id: row.snippetId, name: row.name, version: row.version } : undefined);
            setOpen(null);
          }}
        />
      )}
      {open === 'save' && (
        <SaveSnippet
          title={t('Save in the library')}
          name={reference?.name ?? context.node.name}
          onClose={() => setOpen(null)}
          onSave={async ({ name, description }) => {
            const as = reference && !known ? { as: reference } : {};
            const saved = await api.snippets.save({ name, description, content, ...as });
            put(content, { id: saved.snippetId, name, version: saved.version });
            setOpen(null);
            reload();
            say(t('"{{name}}" is in the library. This step is linked to it.', { name }));
          }}
        />
      )}
      {open === 'version' && known && (
        <SaveSnippet
          title={t('Save version {{version}} of {{name}}', { version: known.version + 1, name: known.name })}
          note={t('Other steps keep the version they have. On the page of the snippet you choose which of them take this one over.')}
          onClose={() => setOpen(null)}
          onSave={async ({ note }) => {
            const saved = await api.snippets.saveVersion({ snippetId: known.snippetId, content, note, expectedVersion: known.version });
            put(content, { id: known.snippetId, name: known.name, version: saved.version });
            setOpen(null);
            reload();
            const others = known.users.length - 1;
            const action = { label: t('See who uses it'), run: () => window.location.assign(formatRoute({ page: 'snippets', snippetId: known.snippetId })) };
            say(t('Version {{version}} is in the library.', { version: saved.version }), others > 0 ? { action } : {});
          }}
        />
      )}
    </section>
  );
}

function stateWords(state: 'current' | 'behind' | 'changed' | 'unknown', newest: number): string {
  if (state === 'behind') return t('version {{version}} is newer', { version: newest });
  if (state === 'changed') return t('changed here');
  if (state === 'unknown') return t('not in this library');
  return t('as in the library');
}

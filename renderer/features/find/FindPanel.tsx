import { ActionIcon, CloseButton, Kbd } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import { closeFind, goToHit, lookFor, openHitHere } from '../../editing/finding.ts';
import { t } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import { placeOf, useFind } from '../../state/find.ts';
import { shortcutWords } from '../../ui/shortcut.ts';
import { formatCount } from '../../ui/words.ts';
import css from './find.module.css';
import { HitList } from './HitList.tsx';

/** The search through the open flow, over the canvas; nothing while nobody searches. */
export function FindPanel() {
  const open = useFind((state) => state.open);
  const flowId = useDocument((state) => state.flowId);
  return open && flowId ? <Panel key={flowId} /> : null;
}

function Panel() {
  const { words, hits, found, ask } = useFind();
  const place = useFind(placeOf);
  const flow = useDocument((state) => state.flow);
  const field = useRef<HTMLInputElement>(null);
  const before = useRef(document.activeElement);
  useEffect(() => {
    if (flow) lookFor(useFind.getState().words);
  }, [flow]);
  useEffect(() => {
    if (ask > 0) field.current?.select();
  }, [ask]);
  const said = useMemo(() => {
    if (words.trim() === '') return t('Names, settings, fields, formulas, SQL, code and notes of the steps');
    if (hits.length === 0) return t('Nothing found.');
    if (place >= 0) return t('{{place}} of {{hits}}', { place: formatCount(place + 1), hits: formatCount(hits.length) });
    return hits.length === 1 ? t('Found once.') : t('Found {{hits}} times, in {{count}} steps', { hits: formatCount(hits.length), count: found.size });
  }, [words, hits, found, place]);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const isTyping = event.target === field.current;
    if (event.key === 'Escape') closeFind(before.current);
    else if (isTyping && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) openHitHere();
    else if (isTyping && event.key === 'Enter') goToHit(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search className={css.panel} aria-label={t('Find in this flow')} onKeyDown={onKeyDown}>
      <div className={css.line}>
        <IconSearch size={15} aria-hidden />
        <input
          ref={field}
          className={css.field}
          aria-label={t('Find in this flow')}
          placeholder={t('Find in this flow')}
          value={words}
          spellCheck={false}
          onChange={(event) => lookFor(event.currentTarget.value)}
        />
        <Turn label={t('Hit before')} keys="Shift+F3" disabled={hits.length === 0} onClick={() => goToHit(-1)}>
          <IconChevronUp size={15} aria-hidden />
        </Turn>
        <Turn label={t('Next hit')} keys="F3" disabled={hits.length === 0} onClick={() => goToHit(1)}>
          <IconChevronDown size={15} aria-hidden />
        </Turn>
        <CloseButton size="sm" aria-label={t('Close the search')} onClick={() => closeFind(before.current)} />
      </div>
      <p className={css.said} role="status">
        {said}
      </p>
      {hits.length > 0 && (
        <>
          <HitList hits={hits} place={place} />
          <p className={css.keys}>
            <Kbd size="xs">{shortcutWords('Enter')}</Kbd> {t('next')} <Kbd size="xs">{shortcutWords('Mod+Enter')}</Kbd> {t('open the setting')}
          </p>
        </>
      )}
    </search>
  );
}

function Turn({ label, keys, disabled, onClick, children }: { label: string; keys: string; disabled: boolean; onClick(): void; children: React.ReactNode }) {
  return (
    <ActionIcon variant="subtle" color="gray" size={26} aria-label={label} title={`${label} (${shortcutWords(keys)})`} disabled={disabled} onClick={onClick}>
      {children}
    </ActionIcon>
  );
}

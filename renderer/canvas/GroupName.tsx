import { useState } from 'react';
import { t } from '../i18n/i18n.ts';
import { useCanvasActs } from './canvas-acts.ts';

/** The field in which a group is renamed on the canvas. Enter and leaving it keep the name, Escape does not. */
export function GroupName({ groupId, name, className }: { groupId: string; name: string; className: string | undefined }) {
  const [draft, setDraft] = useState(name);
  const acts = useCanvasActs();
  const done = (keep: boolean) => {
    if (keep && draft.trim() !== '' && draft.trim() !== name) acts.renameGroup(groupId, draft.trim());
    acts.write(null);
  };
  return (
    <input
      className={`${className ?? ''} nodrag nopan`}
      // biome-ignore lint/a11y/noAutofocus: the person asked to edit the name
      autoFocus
      aria-label={t('Name of the group')}
      value={draft}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => done(true)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') done(true);
        if (event.key === 'Escape') done(false);
      }}
    />
  );
}

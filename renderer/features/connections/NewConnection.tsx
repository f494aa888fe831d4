import { useEffect } from 'react';
import type { AnyConnectionSpec } from '../../../core/catalog/connection-spec.ts';
import { told } from '../../i18n/i18n.ts';
import { beginNew, dropDraft, newKey, useConnectionDrafts } from '../../state/connection-drafts.ts';
import { ConnectionEditor } from './ConnectionEditor.tsx';

interface NewConnectionProps {
  spec: AnyConnectionSpec;
  narrow?: boolean;
  onSaved(connectionId: string): void;
  onCancel(): void;
}

/** A connection that is made: the form with its kind's defaults, or as it was left. */
export function NewConnection({ spec, narrow = false, onSaved, onCancel }: NewConnectionProps) {
  const key = newKey(spec.kind);
  const isBegun = useConnectionDrafts(({ drafts }) => drafts[key] !== undefined);
  useEffect(() => beginNew(spec, told(spec.title)), [spec]);
  if (!isBegun) return null;
  return (
    <ConnectionEditor
      draftKey={key}
      narrow={narrow}
      onSaved={onSaved}
      onCancel={() => {
        dropDraft(key);
        onCancel();
      }}
    />
  );
}

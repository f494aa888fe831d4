import { Button, Tabs, TextInput } from '@mantine/core';
import { IconBolt, IconHelp, IconTrash } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { ENVIRONMENTS, type Environment } from '../../../core/base/environment.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { connectionCatalog } from '../../../core/connections/index.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { environmentWords, faceOf } from '../../forms/connection/connection-words.ts';
import { type HelpAsk, HelpPanel } from '../../forms/help/HelpPanel.tsx';
import { labelOf } from '../../forms/help/help-search.ts';
import { t, told } from '../../i18n/i18n.ts';
import { askForTest } from '../../state/connection-desk.ts';
import { draftOf, isChanged, isChangedIn } from '../../state/connection-draft.ts';
import { saveDraft, setDraft, useConnectionDrafts } from '../../state/connection-drafts.ts';
import { useConnections } from '../../state/connections.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KindIcon } from '../../ui/icons.tsx';
import { StateGlyph } from '../../ui/StateGlyph.tsx';
import { say } from '../../ui/say.ts';
import css from './connections.module.css';
import { EnvironmentForm } from './EnvironmentForm.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';
import { TestPanel } from './TestPanel.tsx';
import { UsersSection } from './UsersSection.tsx';

interface ConnectionEditorProps {
  /** Where its draft is kept. */
  draftKey: string;
  /** It has little room: one thing below the other. */
  narrow?: boolean;
  onSaved?(connectionId: string): void;
  onCancel?(): void;
  onRemoved?(): void;
}

/** One connection: its name, its settings and secrets in each environment, a test that says what is wrong, and who uses it. */
export function ConnectionEditor({ draftKey, narrow = false, onSaved, onCancel, onRemoved }: ConnectionEditorProps) {
  const draft = useConnectionDrafts(({ drafts }) => drafts[draftKey]);
  const current = useConnections((state) => state.environment);
  const [environment, setEnvironment] = useState<Environment>(() => (draft?.configs[current] === null && draft.saved === null ? 'production' : current));
  const [failed, setFailed] = useState<ErrorReport | null>(null);
  const [saving, setSaving] = useState(false);
  // Grows when changes are thrown away, and with them what the fields of the form were in the middle of.
  const [round, setRound] = useState(0);
  const [removing, setRemoving] = useState(false);
  const [help, setHelp] = useState<HelpAsk | null>(null);
  const showHelp = useCallback((field: string) => setHelp((now) => ({ field, ask: (now?.ask ?? 0) + 1 })), []);
  if (!draft) return null;
  const spec = connectionCatalog.get(draft.kind);
  const { saved } = draft;
  const changed = isChanged(draft) || saved === null;
  const save = async () => {
    setSaving(true);
    setFailed(null);
    const result = await saveDraft(draftKey);
    setSaving(false);
    if (result.failed) setFailed(result.failed);
    else say(t('{{name}} is saved.', { name: draft.name.trim() }));
    // What is kept for the first time is shown under its own address, also when not all of it could be.
    if (result.saved && (!result.failed || saved === null)) onSaved?.(result.saved.connectionId);
  };
  const discard = () => {
    setFailed(null);
    if (!saved) return onCancel?.();
    setDraft(draftKey, draftOf(saved));
    setRound(round + 1);
  };
  const showSaved = async (connectionId: string) => {
    try {
      setDraft(draftKey, draftOf(await api.connections.get({ connectionId })));
      setFailed(null);
    } catch (error) {
      setFailed(toReport(error));
    }
  };
  const nameProblem = draft.name.trim() === '' ? t('Give it a name.') : failed?.code === 'connection-name-taken' ? told(failed.message) : undefined;
  return (
    // biome-ignore lint/a11y/useSemanticElements: it is saved by its button or Ctrl+S; Enter in a field is no reason to save a connection
    <div
      role="form"
      aria-label={saved ? t('Connection {{name}}', { name: saved.name }) : t('New connection')}
      className={css.editor}
      data-narrow={narrow || undefined}
      onKeyDown={(event) => {
        if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.stopPropagation();
        if (changed && !saving) void save();
      }}
    >
      {help && spec && (
        <HelpPanel
          of="connections"
          side="in"
          kind={spec.kind}
          title={told(spec.title)}
          label={labelOf(spec.form, help.field)}
          ask={help.ask}
          onClose={() => setHelp(null)}
        />
      )}
      <div className={css.editorHead}>
        <span className={css.kindIcon} data-small>
          <KindIcon icon={spec?.icon ?? 'question-mark'} size={17} />
        </span>
        <TextInput
          className={css.name ?? ''}
          aria-label={t('Name of the connection')}
          value={draft.name}
          maxLength={100}
          error={nameProblem}
          onChange={(event) => setDraft(draftKey, { ...draft, name: event.currentTarget.value })}
        />
        <span className={css.kindName}>{told(spec?.title ?? draft.kind)}</span>
        {spec && (
          <Button variant="subtle" color="gray" size="compact-sm" leftSection={<IconHelp size={15} aria-hidden="true" />} onClick={() => showHelp('')}>
            {t('Help')}
          </Button>
        )}
        <span className={css.acts}>
          {draft.configs[environment] && (
            <Button className={css.testAbove ?? ''} variant="light" leftSection={<IconBolt size={14} aria-hidden="true" />} onClick={askForTest}>
              {t('Test the connection')}
            </Button>
          )}
          {saved && onRemoved && (
            <Button variant="subtle" color="red" size="compact-sm" leftSection={<IconTrash size={15} aria-hidden="true" />} onClick={() => setRemoving(true)}>
              {t('Remove…')}
            </Button>
          )}
          {(isChanged(draft) || !saved) && (
            <Button variant="default" onClick={discard}>
              {saved ? t('Discard the changes') : t('Cancel')}
            </Button>
          )}
          <Button disabled={!changed || draft.name.trim() === ''} loading={saving} onClick={() => void save()}>
            {t('Save')}
          </Button>
        </span>
      </div>
      {failed && failed.code !== 'connection-name-taken' && (
        <ErrorNote
          report={failed}
          actions={
            failed.code === 'connection-changed-elsewhere' &&
            saved && (
              <Button size="compact-xs" onClick={() => void showSaved(saved.connectionId)}>
                {t('Show what is saved now, without my changes')}
              </Button>
            )
          }
        />
      )}
      {!spec ? (
        <p className={css.quiet}>{t('This version of Swivel does not know connections of this kind. It is kept as it is.')}</p>
      ) : (
        <Tabs value={environment} onChange={(value) => setEnvironment(value === 'test' ? 'test' : 'production')} className={css.tabs ?? ''} keepMounted={false}>
          <Tabs.List aria-label={t('Environments')}>
            {ENVIRONMENTS.map((one) => {
              const state = saved?.environments[one];
              const face = state && faceOf(state, Date.now());
              return (
                <Tabs.Tab key={one} value={one} data-environment={one} leftSection={face && <StateGlyph state={face.glyph} size={14} title={face.words} />}>
                  {environmentWords(one)}
                  {isChangedIn(draft, one) && saved && <span className={css.unsaved}>{t('not saved')}</span>}
                </Tabs.Tab>
              );
            })}
          </Tabs.List>
          {ENVIRONMENTS.map((one) => (
            <Tabs.Panel key={one} value={one} className={css.columnsInside ?? ''}>
              <EnvironmentForm
                key={round}
                draftKey={draftKey}
                draft={draft}
                spec={spec}
                environment={one}
                failed={failed}
                showHelp={showHelp}
                change={(next) => setDraft(draftKey, next)}
              />
              <div className={css.beside}>
                {draft.configs[one] && <TestPanel draft={draft} spec={spec} environment={one} change={(next) => setDraft(draftKey, next)} />}
                {saved && <UsersSection users={saved.usedBy} />}
              </div>
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
      {removing && saved && (
        <RemoveDialog
          connection={saved}
          onClose={() => setRemoving(false)}
          onRemoved={() => {
            setRemoving(false);
            onRemoved?.();
          }}
        />
      )}
    </div>
  );
}

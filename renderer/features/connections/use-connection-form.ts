import { useMemo } from 'react';
import type { Environment } from '../../../core/base/environment.ts';
import type { AnyConnectionSpec } from '../../../core/catalog/connection-spec.ts';
import type { Problem } from '../../../core/flow/flow.ts';
import { settingAt, withSetting } from '../../forms/config-path.ts';
import type { FormContext } from '../../forms/widget.ts';
import { t, told } from '../../i18n/i18n.ts';
import { type ConnectionDraft, secretIn, withConfig, withSecret } from '../../state/connection-draft.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';

interface FormQuestion {
  draftKey: string;
  draft: ConnectionDraft;
  spec: AnyConnectionSpec;
  environment: Environment;
  /** What the backend found wrong at the last save. */
  refused: Problem | null;
  change(next: ConnectionDraft): void;
  showHelp(field: string): void;
}

/** What the form of a connection may know in one environment; null where its settings cannot be read, or it has none. */
export function useConnectionForm({ draftKey, draft, spec, environment, refused, change, showHelp }: FormQuestion): FormContext | null {
  const zone = useWorkspace(zoneOf);
  return useMemo(() => {
    const stored = draft.configs[environment];
    const parsed = stored && spec.config.safeParse(stored);
    if (!parsed?.success) return null;
    const config = parsed.data as Record<string, unknown>;
    const problems = spec.check(config).map((problem): Problem => ({ severity: 'error', ...problem }));
    const missing = spec.secrets(config).flatMap(({ name, label, required }): Problem[] => {
      const isThere = draft.typed[environment][name] ?? (secretIn(draft, environment, name, spec).state === 'unset' ? '' : 'kept');
      return !required || isThere !== ''
        ? []
        : [{ severity: 'error', code: 'missing-setting', field: name, message: t('"{{what}}" is not given yet.', { what: told(label) }) }];
    });
    const set = (next: Readonly<Record<string, unknown>>) => change(withConfig(draft, environment, next));
    return {
      flowId: '',
      flowName: '',
      folder: '',
      parameters: [],
      zone,
      node: { id: draftKey, kind: spec.kind, version: spec.version, name: draft.name, position: { x: 0, y: 0 }, config },
      role: 'source',
      config,
      defaults: spec.defaults as Record<string, unknown>,
      arriving: {},
      feeders: {},
      samples: {},
      left: null,
      wanted: [],
      outcome: null,
      problems: [...problems.filter(({ field }) => !missing.some((one) => one.field === field)), ...missing, ...(refused ? [refused] : [])],
      set: (changes) => set({ ...config, ...changes }),
      reset: (paths) => set(paths.reduce((now, path) => withSetting(now, path, structuredClone(settingAt(spec.defaults, path))), config)),
      showHelp,
      undo: () => null,
      redo: () => null,
      secrets: {
        of: (name) => {
          const { state, changedAt, required } = secretIn(draft, environment, name, spec);
          return { state, changedAt, required, typed: draft.typed[environment][name] ?? null };
        },
        type: (name, value) => change(withSecret(draft, environment, name, value)),
      },
    };
  }, [draftKey, draft, spec, environment, refused, change, showHelp, zone]);
}

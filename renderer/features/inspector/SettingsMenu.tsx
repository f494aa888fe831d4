import { ActionIcon, Menu } from '@mantine/core';
import { IconClipboard, IconCopy, IconCopyCheck, IconDots, IconRestore } from '@tabler/icons-react';
import { useState } from 'react';
import type { AnyNodeSpec } from '../../../core/catalog/catalog.ts';
import * as edit from '../../../core/flow/edit.ts';
import type { FlowNode } from '../../../core/flow/flow.ts';
import { t } from '../../i18n/i18n.ts';
import { type CopiedSettings, copiedSettings, copySettings } from '../../state/copied-settings.ts';
import { useDocument } from '../../state/document.ts';
import { sameJson } from '../../state/same-json.ts';
import { say } from '../../ui/say.ts';

/** What can be done with all settings of a step: copied, taken over from another of its kind, given their defaults again. */
export function SettingsMenu({ node, spec }: { node: FlowNode; spec: AnyNodeSpec }) {
  const others = useDocument((state) => state.flow?.nodes)?.filter((one) => one.kind === node.kind && one.id !== node.id && one.version === node.version) ?? [];
  const [copied, setCopied] = useState<CopiedSettings | null>(null);
  const give = (name: string, config: Record<string, unknown>) => useDocument.getState().apply(name, (flow) => edit.setConfig(flow, node.id, config));
  const paste = (from: string, config: Record<string, unknown>) => {
    if (!spec.config.safeParse(config).success) return say(t('The settings of {{from}} do not fit this step.', { from }));
    give(t('Settings of {{from}} for {{name}}', { from, name: node.name }), structuredClone(config));
  };
  const untouched = sameJson(spec.config.safeParse(node.config).data, spec.defaults);
  return (
    <Menu position="bottom-end" width={260} onOpen={() => setCopied(copiedSettings(node.kind, node.version))}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={26} aria-label={t('All settings of the step')} title={t('All settings of the step')}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconCopy size={15} />}
          onClick={() => {
            copySettings({ kind: node.kind, version: node.version, name: node.name, config: node.config });
            say(t('The settings of {{name}} are copied. Paste them in another step of the kind {{kind}}.', { name: node.name, kind: spec.title }));
          }}
        >
          {t('Copy all settings')}
        </Menu.Item>
        <Menu.Item leftSection={<IconClipboard size={15} />} disabled={copied === null} onClick={() => copied && paste(copied.name, copied.config)}>
          {copied === null ? t('Paste settings') : t('Paste the settings of {{name}}', { name: copied.name })}
        </Menu.Item>
        {others.slice(0, 8).map((other) => (
          <Menu.Item key={other.id} leftSection={<IconCopyCheck size={15} />} onClick={() => paste(other.name, other.config)}>
            {t('Same settings as {{name}}', { name: other.name })}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconRestore size={15} />}
          disabled={untouched}
          onClick={() => give(t('Reset all settings of {{name}}', { name: node.name }), structuredClone(spec.defaults))}
        >
          {t('All settings back to the defaults')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

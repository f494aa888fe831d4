import { exportToFile } from '../editing/flow-files.ts';
import { text } from '../i18n/i18n.ts';
import { saveNow } from '../state/autosave.ts';
import { useDocument } from '../state/document.ts';
import { defineCommand } from './command.ts';
import { hasFlow } from './conditions.ts';

export const exportFlow = defineCommand({
  id: 'export-flow',
  label: text('Export this flow to a file'),
  group: 'Flow',
  keywords: ['download', 'json', 'share'],
  enabled: hasFlow,
  run: async () => {
    await saveNow();
    await exportToFile(useDocument.getState().flowId ?? '');
  },
});

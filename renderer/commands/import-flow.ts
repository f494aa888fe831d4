import { chooseAndImport } from '../editing/flow-files.ts';
import { text } from '../i18n/i18n.ts';
import { defineCommand } from './command.ts';
import { always } from './conditions.ts';

export const importFlow = defineCommand({
  id: 'import-flow',
  label: text('Import a flow from a file'),
  group: 'Flow',
  keywords: ['open', 'load', 'json'],
  enabled: always,
  run: chooseAndImport,
});

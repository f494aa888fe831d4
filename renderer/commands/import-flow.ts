import { chooseAndImport } from '../editing/flow-files.ts';
import { defineCommand } from './command.ts';
import { always } from './conditions.ts';

export const importFlow = defineCommand({
  id: 'import-flow',
  label: 'Import a flow from a file',
  group: 'Flow',
  keywords: ['open', 'load', 'json'],
  enabled: always,
  run: chooseAndImport,
});

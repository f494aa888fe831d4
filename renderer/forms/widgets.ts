import type { Widget } from '../../core/catalog/form.ts';
import { PART_WIDGETS } from './part-widgets.ts';
import { RowsField } from './rows/RowsField.tsx';
import type { WidgetEntry } from './widget.ts';

/** The component of every widget a form can name. */
export const WIDGETS: Readonly<Record<Widget, WidgetEntry>> = {
  ...PART_WIDGETS,
  rows: { component: RowsField, group: true, showsInner: true },
};

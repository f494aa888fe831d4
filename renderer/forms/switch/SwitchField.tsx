import { Switch } from '@mantine/core';
import type { WidgetProps } from '../widget.ts';

/** On or off. */
export function SwitchField({ id, value, onChange, describedBy, compact = false }: WidgetProps<boolean>) {
  return (
    <Switch id={id} size={compact ? 'xs' : 'sm'} checked={value} aria-describedby={describedBy} onChange={(event) => onChange(event.currentTarget.checked)} />
  );
}

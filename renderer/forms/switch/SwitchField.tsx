import { Switch } from '@mantine/core';
import type { WidgetProps } from '../widget.ts';

/** On or off. */
export function SwitchField({ id, value, onChange, describedBy }: WidgetProps<boolean>) {
  return <Switch id={id} checked={value} aria-describedby={describedBy} onChange={(event) => onChange(event.currentTarget.checked)} />;
}

import { MantineProvider } from '@mantine/core';
import { render } from '@testing-library/react';
import { useState } from 'react';
import type { FormField } from '../../../core/catalog/form.ts';
import { WIDGETS } from '../widgets.ts';
import { testContext } from './form-context.ts';

/** Shows a widget that keeps its value as a form does; `latest()` gives it. */
export function showWidget<V>(field: FormField, start: V): { latest(): V } {
  let latest = start;
  const { component: Widget } = WIDGETS[field.widget];
  function Kept() {
    const [value, setValue] = useState(start);
    latest = value;
    return (
      <>
        <label htmlFor="widget">{field.label}</label>
        <Widget id="widget" labelId="label" describedBy={undefined} value={value} onChange={setValue} field={field} context={testContext()} problems={[]} />
      </>
    );
  }
  render(
    <MantineProvider env="test">
      <Kept />
    </MantineProvider>,
  );
  return { latest: () => latest };
}

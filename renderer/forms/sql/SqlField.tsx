import { useEffect, useMemo, useState } from 'react';
import { api } from '../../api/client.ts';
import { t } from '../../i18n/i18n.ts';
import { CodeEditor } from '../../ui/code-editor/CodeEditor.tsx';
import { settingAt } from '../config-path.ts';
import formCss from '../form.module.css';
import type { WidgetProps } from '../widget.ts';

type Tables = Awaited<ReturnType<typeof api.design.sqliteTables>>;

/** A query in Monaco; tables and columns of the database are offered while typing and listed below. */
export function SqlField({ value, onChange, field, context }: WidgetProps<string>) {
  const database = String(settingAt(context.config, field.dependsOn ?? 'database') ?? '');
  const [tables, setTables] = useState<Tables>([]);
  useEffect(() => {
    let gone = false;
    setTables([]);
    if (database.trim() !== '')
      api.design.sqliteTables({ flowId: context.flowId, path: database }).then(
        (found) => !gone && setTables(found),
        () => !gone && setTables([]),
      );
    return () => {
      gone = true;
    };
  }, [context.flowId, database]);
  const words = useMemo(
    () =>
      tables.flatMap((table) => [
        { label: table.name, detail: 'table' },
        ...table.columns.map((column) => ({ label: column.name, detail: `${table.name} · ${column.type}` })),
      ]),
    [tables],
  );
  return (
    <>
      <CodeEditor label={field.label} language="sql" value={value} onChange={onChange} height={160} words={words} />
      {tables.map((table) => (
        <p key={table.name} className={formCss.note}>
          <b>{table.name}</b>
          {typeof table.rows === 'number' && ` (${t('{{count}} rows', { count: table.rows })})`}: {table.columns.map((column) => column.name).join(', ')}
        </p>
      ))}
    </>
  );
}

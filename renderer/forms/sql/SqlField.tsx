import { IconAlertTriangleFilled, IconCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import { t, told } from '../../i18n/i18n.ts';
import { CodeEditor } from '../../ui/code-editor/CodeEditor.tsx';
import { settingAt } from '../config-path.ts';
import formCss from '../form.module.css';
import type { WidgetProps } from '../widget.ts';
import { completeSql } from './complete-sql.ts';
import css from './sql.module.css';
import { type SqlSchema, sqliteSchema } from './sql-schema.ts';
import { TableList } from './TableList.tsx';
import { useConnectionSql } from './use-connection-sql.ts';
import { useSqlCheck } from './use-sql-check.ts';
import { useSqliteTables } from './use-sqlite-tables.ts';

const HEIGHT = 168;

interface SqlProblem {
  message: string;
  hint?: string | undefined;
  line?: number | undefined;
  column?: number | undefined;
  length?: number | undefined;
}

/** A query in Monaco: names of the real database are completed, and what the database finds wrong is marked where it stands. */
export function SqlField(props: WidgetProps<string>) {
  const name = props.field.dependsOn ?? 'database';
  const place = String(settingAt(props.context.config, name) ?? '');
  return name.toLowerCase().endsWith('connection') ? <ConnectionSql {...props} connectionId={place} /> : <FileSql {...props} path={place} />;
}

function FileSql(props: WidgetProps<string> & { path: string }) {
  const { value, context, problems, path } = props;
  const { tables } = useSqliteTables(context.flowId, path);
  const schema = useMemo(
    () =>
      tables && sqliteSchema(tables.map(({ name, rows, columns }) => ({ name, columns, detail: rows === null ? '' : t('{{count}} rows', { count: rows }) }))),
    [tables],
  );
  // What the spec says already is not said twice.
  const check = useSqlCheck(context.flowId, path, value, tables !== null && problems.every(({ severity }) => severity !== 'error'));
  return (
    <SqlEditor {...props} schema={schema} check={check}>
      {tables && <TableList tables={tables} />}
    </SqlEditor>
  );
}

function ConnectionSql(props: WidgetProps<string> & { connectionId: string }) {
  const { value, context, problems, connectionId } = props;
  const ready = problems.every(({ severity }) => severity !== 'error');
  const { schema, check } = useConnectionSql(connectionId, value, context.parameters, ready);
  return <SqlEditor {...props} schema={schema} check={check} />;
}

interface SqlEditorProps extends WidgetProps<string> {
  schema: SqlSchema | null;
  check: { columns: readonly string[]; problem: SqlProblem | null } | null;
  children?: React.ReactNode;
}

function SqlEditor({ value, onChange, field, describedBy, schema, check, children }: SqlEditorProps) {
  const complete = useMemo(() => (schema ? (sql: string, offset: number) => completeSql(schema, sql, offset) : undefined), [schema]);
  const problem = check?.problem ?? null;
  const marks = useMemo(
    () =>
      problem
        ? [{ line: problem.line ?? 1, column: problem.column, length: problem.length, message: [problem.message, problem.hint].filter(Boolean).join(' ') }]
        : [],
    [problem],
  );
  return (
    <div className={css.field} aria-describedby={describedBy}>
      <CodeEditor label={field.label} language="sql" value={value} onChange={onChange} height={HEIGHT} complete={complete} marks={marks} />
      <div aria-live="polite">
        {problem && (
          <p className={formCss.problem}>
            <IconAlertTriangleFilled size={13} aria-hidden />
            <span>
              <b className={css.wrong}>
                {problem.line === undefined ? told(problem.message) : t('Line {{line}}: {{message}}', { line: problem.line, message: told(problem.message) })}
              </b>{' '}
              {told(problem.hint ?? '')}
            </span>
          </p>
        )}
        {check && !problem && (
          <p className={css.sound} title={check.columns.join(', ')}>
            <IconCheck size={13} aria-hidden />
            {t('Gives {{count}} columns: {{names}}', { count: check.columns.length, names: check.columns.join(', ') })}
          </p>
        )}
      </div>
      {children}
    </div>
  );
}

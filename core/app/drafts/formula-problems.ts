import type { Catalog } from '../../catalog/catalog.ts';
import type { FormField, RowsForm } from '../../catalog/form.ts';
import { IN_PORT } from '../../catalog/node-spec.ts';
import type { Mapping } from '../../catalog/shapes.ts';
import type { FieldsByPort } from '../../flow/arriving.ts';
import type { Flow, FlowNode, Problem } from '../../flow/flow.ts';
import { checkFormula } from '../../formula/check.ts';
import { settingAt } from './node-paths.ts';

/** What is wrong in the formulas of a flow: every formula is checked against the fields that arrive at its step. Settings that are not shown are left out. */
export function formulaProblems(flow: Flow, catalog: Catalog, arriving: FieldsByPort): Problem[] {
  return flow.nodes.flatMap((node) =>
    (catalog.get(node.kind)?.form ?? [])
      .flatMap((section) => section.fields)
      .filter((field) => isInUse(field, node))
      .flatMap((field) => formulasIn(field, node).flatMap(({ at, formula }) => problemsOf(node, at, formula, arriving[node.id]?.[field.port ?? IN_PORT]))),
  );
}

function isInUse({ visibleWhen }: Pick<FormField, 'visibleWhen'>, node: FlowNode, row: Readonly<Record<string, unknown>> = {}): boolean {
  if (!visibleWhen) return true;
  const holder = Object.hasOwn(row, visibleWhen.field) ? row : node.config;
  return visibleWhen.is.includes(settingAt(holder, visibleWhen.field) as string | boolean);
}

function formulasIn({ field, widget, rows }: FormField, node: FlowNode): { at: string; formula: string }[] {
  const value = settingAt(node.config, field);
  if (rows && Array.isArray(value))
    return value.flatMap((row, index) => formulasInRow(rows, row, node).map(({ at, formula }) => ({ at: `${field}.${index}.${at}`, formula })));
  if (widget === 'formula' && typeof value === 'string') return [{ at: field, formula: value }];
  if (widget !== 'mapping') return [];
  const items = (value as Partial<Mapping> | undefined)?.items;
  return Array.isArray(items) ? items.map((item, index) => ({ at: `${field}.items.${index}.formula`, formula: item?.formula ?? '' })) : [];
}

function formulasInRow({ parts }: RowsForm, row: Readonly<Record<string, unknown>>, node: FlowNode): { at: string; formula: string }[] {
  return parts
    .filter((part) => part.widget === 'formula' && isInUse(part, node, row))
    .map((part) => ({ at: part.field, formula: String(row[part.field] ?? '') }));
}

function problemsOf(node: FlowNode, field: string, formula: string, fields: FieldsByPort[string][string] | undefined): Problem[] {
  if (formula.trim() === '') return [];
  const [first] = checkFormula(formula, fields ?? [], { unknownFields: fields ? 'error' : 'any' }).errors;
  if (!first) return [];
  const { message, hint } = first;
  return [{ severity: 'error', code: 'wrong-formula', node: node.id, field, message, ...(hint === undefined ? {} : { hint }) }];
}

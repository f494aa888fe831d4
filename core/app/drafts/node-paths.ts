import type { AnyNodeSpec, Catalog } from '../../catalog/catalog.ts';
import type { FormField } from '../../catalog/form.ts';
import type { Flow, FlowNode } from '../../flow/flow.ts';

/** A path that a node's settings name: to read from, or to write to. */
export interface NodePath {
  node: FlowNode;
  /** Dotted setting it stands in. */
  field: string;
  /** As written in the flow, templates unresolved. */
  path: string;
  access: 'read' | 'write';
}

/** Every form field of a kind, in order. */
export function formFields(spec: AnyNodeSpec): FormField[] {
  return spec.form.flatMap((section) => [...section.fields]);
}

/** The paths of a flow, found by the path widgets of its kinds' forms; empty ones left out. */
export function pathsOf(flow: Flow, catalog: Catalog): NodePath[] {
  return flow.nodes.flatMap((node) => {
    const spec = catalog.get(node.kind);
    if (!spec) return [];
    return formFields(spec).flatMap((one): NodePath[] => {
      const { field } = one;
      const path = settingAt(node.config, field);
      const access = localAccess(one, node);
      return access === null || typeof path !== 'string' || path === '' ? [] : [{ node, field, path, access }];
    });
  });
}

/** What is done with the local path in a setting; null for one that is none, or that is a path of a connection. */
function localAccess({ widget, choose = 'open', dependsOn = '' }: FormField, node: FlowNode): NodePath['access'] | null {
  if (widget === 'path') return 'read';
  if (widget === 'save-path') return 'write';
  if (widget !== 'remote-path' || choose === 'folder' || (settingAt(node.config, dependsOn) ?? '') !== '') return null;
  return choose === 'save' ? 'write' : 'read';
}

/** The value of a dotted setting. */
export function settingAt(config: Readonly<Record<string, unknown>>, field: string): unknown {
  let value: unknown = config;
  for (const part of field.split('.')) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}

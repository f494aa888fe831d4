import type { FormContext } from '../widget.ts';

/** A form context for tests: one input with two fields, nothing seen, nothing wrong. */
export function testContext(changes: Partial<FormContext> = {}): FormContext {
  return {
    flowId: 'f',
    flowName: 'Flow',
    folder: '/flows/f',
    parameters: [],
    zone: 'UTC',
    node: { id: 'n', kind: 'k', version: 1, name: 'Step', position: { x: 0, y: 0 }, config: {} },
    role: 'transform',
    config: {},
    defaults: {},
    arriving: {
      in: [
        { name: 'Status', type: 'text', sample: 'Active' },
        { name: 'Hours', type: 'integer' },
      ],
    },
    feeders: { in: 'HR export' },
    samples: {},
    left: null,
    wanted: [],
    outcome: null,
    problems: [],
    set: () => undefined,
    reset: () => undefined,
    showHelp: () => undefined,
    undo: () => null,
    redo: () => null,
    ...changes,
  };
}

import { describe, expect, it } from 'vitest';
import { formatRoute, parseRoute, type Route } from './route.ts';

describe('the address', () => {
  it.each<Route>([
    { page: 'flows' },
    { page: 'flow', flowId: 'a/b ü#' },
    { page: 'runs' },
    { page: 'runs', flowId: 'x' },
    { page: 'run', runId: '1' },
    { page: 'run', runId: 'a?b', find: { words: 'Köln & Bonn?', field: 'city/place' } },
    { page: 'run', runId: '1', find: { words: '' } },
    { page: 'connections' },
    { page: 'connections', connectionId: 'a/b' },
    { page: 'connections', newKind: '' },
    { page: 'connections', newKind: 'postgres' },
    { page: 'settings' },
    { page: 'start' },
  ])('says where the window is: %o', (route) => expect(parseRoute(formatRoute(route))).toEqual(route));
  it.each(['', '#', '#/', '#/nowhere', '#/flow', '#/run/'])('leads to the start from %s', (hash) => expect(parseRoute(hash)).toEqual({ page: 'start' }));
});

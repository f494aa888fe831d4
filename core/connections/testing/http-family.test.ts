import { httpSuite } from './http-suite.ts';

httpSuite({ kind: 'http-source', role: 'source', config: { path: '/people' }, answer: (_request, records) => records });

httpSuite({
  kind: 'http-lookup',
  role: 'transform',
  config: { path: '/people/{name}', fields: [{ from: 'name', to: 'found' }] },
  answer: ({ path }) => ({ name: decodeURIComponent(path.slice('/people/'.length)) }),
});

httpSuite({ kind: 'http-target', role: 'target', config: { path: '/people' }, answer: () => ({}), acts: true });

import { basename, dirname, join } from 'node:path';
import { filePlaceSuite } from '../../connections/testing/file-place-suite.ts';
import { LocalPlace } from './local-place.ts';

let made = 0;
const partOf = (path: string) => join(dirname(path), `.${basename(path)}.k${++made}.part`);
filePlaceSuite('a local folder', 'here', async (root) => ({ place: new LocalPlace(root, partOf), outside: root, close: async () => undefined }));

import { filePlaceSuite } from '../../connections/testing/file-place-suite.ts';
import { LocalPlace } from './local-place.ts';

let made = 0;
filePlaceSuite('a local folder', 'here', async (root) => ({ place: new LocalPlace(root, () => `k${++made}`), outside: root, close: async () => undefined }));

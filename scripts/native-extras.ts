/** Parts in machine code that packages use where they are there and do without elsewhere. They are left out of the bundle, so that there is one for all machines. */
const EXTRAS = /^cpu-features$|\/sshcrypto\.node$/;
const LEFT_OUT = '\0left-out';
/** Would look beside their own file, which in a bundle is not there, for what they have within or only Windows has. */
const BESIDE_ITSELF = /\/ssh2\/lib\/.*\.js$/;

/** Puts nothing in the place of such parts: who asks for one finds that it has none, and does without. */
export const withoutNativeExtras = {
  name: 'without-native-extras',
  enforce: 'pre' as const,
  resolveId: (asked: string) => (EXTRAS.test(asked) ? LEFT_OUT : null),
  load: (id: string) => (id === LEFT_OUT ? 'module.exports = null;' : null),
  transform: (code: string, id: string) => (BESIDE_ITSELF.test(id.replaceAll('\\', '/')) ? code.replaceAll('__dirname', "''") : null),
};

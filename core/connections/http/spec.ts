import { isHeaderName, isHeaderValue } from '../../base/http-header.ts';
import { defineConnection, type SecretField } from '../../catalog/connection-spec.ts';
import { cutWords } from '../../catalog/cut-words.ts';
import type { SettingProblem } from '../../catalog/node-spec.ts';
import { checkCertificates } from '../../catalog/server-address.ts';
import { httpForm } from './form-config.ts';
import { type HttpConfig, httpConfigSchema, webAddress } from './http-config.ts';

const SECRETS: Readonly<Record<HttpConfig['signIn'], readonly SecretField[]>> = {
  none: [],
  basic: [{ name: 'password', label: 'Password', required: true }],
  bearer: [{ name: 'token', label: 'Token', required: true }],
  'api-key': [{ name: 'key', label: 'Key', required: true }],
  oauth2: [{ name: 'client-secret', label: 'Client secret', required: true }],
  'secret-address': [{ name: 'secret-part', label: 'Secret part of the address', required: true }],
};

/** A service that is spoken to by HTTP: an API, or a webhook. */
export const spec = defineConnection<HttpConfig>({
  kind: 'http',
  version: 1,
  family: 'http',
  title: 'HTTP service',
  icon: 'world',
  description: 'An API or a webhook, spoken to by HTTP.',
  keywords: ['http', 'https', 'api', 'rest', 'web', 'webhook', 'json', 'oauth', 'token', 'ifttt', 'zapier', 'make', 'power automate'],
  config: httpConfigSchema,
  form: httpForm,
  secrets: ({ signIn }) => SECRETS[signIn],
  hosts({ address, signIn, tokenFrom, tokenAddress, issuer, proxy }) {
    const token = signIn === 'oauth2' ? [tokenFrom === 'address' ? tokenAddress : issuer] : [];
    const hosts = [address, ...token, proxy].flatMap((text) => {
      const found = webAddress(text);
      return found ? [found.host] : [];
    });
    return [...new Set(hosts)];
  },
  summary({ address, signIn }) {
    const found = webAddress(address);
    if (!found) return 'no address yet';
    const shown = found.host.replace(found.protocol === 'https:' ? /:443$/ : /:80$/, '');
    return cutWords(signIn === 'secret-address' ? shown : `${shown}${found.path.replace(/\/+$/, '')}`);
  },
  check: (config) => [...addressProblems(config), ...signInProblems(config), ...otherProblems(config)],
});

function addressProblems({ address, signIn, internal }: HttpConfig): SettingProblem[] {
  if (address.trim() === '')
    return [{ code: 'missing-setting', field: 'address', message: 'The address is missing.', hint: 'For example: https://hr-api.example/v1' }];
  const found = webAddress(address);
  if (!found)
    return [{ code: 'wrong-setting', field: 'address', message: 'This is not a web address.', hint: 'It begins with https:// and the name of the host.' }];
  const problems: SettingProblem[] = [];
  if (found.hasSignIn)
    problems.push({
      code: 'wrong-setting',
      field: 'address',
      message: 'User and password do not belong in the address.',
      hint: 'Choose a way to sign in, and give them there: then they are kept secret.',
    });
  if (/[?#]/.test(found.path))
    problems.push({
      code: 'wrong-setting',
      field: 'address',
      message: 'The address of a connection ends before the question mark.',
      hint: 'Give parameters in the step; a secret address of a webhook is given as a secret.',
    });
  if (found.protocol === 'http:' && signIn !== 'none')
    problems.push({
      code: 'wrong-setting',
      field: 'address',
      severity: internal ? 'warning' : 'error',
      message: 'What signs in would be sent without encryption.',
      hint: 'Use an address that begins with https.',
    });
  return problems;
}

function signInProblems(config: HttpConfig): SettingProblem[] {
  const { signIn, user, keyIn, keyName, tokenFrom, clientId } = config;
  const problems: SettingProblem[] = [];
  const add = (field: string, message: string, hint: string) => problems.push({ code: 'missing-setting', field, message, hint });
  if (signIn === 'basic' && (user === '' || user.includes(':'))) add('user', 'The user name is missing, or holds a colon.', 'Type the name you sign in with.');
  if (signIn === 'api-key' && (keyIn === 'header' ? !isHeaderName(keyName) : keyName.trim() === ''))
    add('keyName', 'This cannot be the name of the key.', 'The documentation of the service names it, for example X-API-Key.');
  if (signIn !== 'oauth2') return problems;
  if (clientId === '') add('clientId', 'The client id is missing.', 'The service gives it together with its secret.');
  const field = tokenFrom === 'address' ? 'tokenAddress' : 'issuer';
  const found = webAddress(config[field]);
  if (!found || (found.protocol === 'http:' && !config.internal))
    add(field, 'There is no address, beginning with https, that gives tokens.', 'The documentation of the service names it.');
  return problems;
}

function otherProblems({ headers, proxy, authority, firstByteMs, totalMs }: HttpConfig): SettingProblem[] {
  const problems = checkCertificates('authority', authority);
  const wrong = (field: string, message: string, hint: string) => problems.push({ code: 'wrong-setting', field, message, hint });
  for (const { key, value } of headers) {
    if (key !== '' && !isHeaderName(key))
      wrong('headers', `"${key}" cannot be the name of a header.`, 'Letters, digits and hyphens; what says how a message is carried is set automatically.');
    if (!isHeaderValue(value))
      wrong('headers', `The value of the header ${key} holds a character that no header can hold.`, 'Headers are one line of plain text.');
    if (/^(authorization|cookie|x-api-key)$/i.test(key))
      wrong('headers', `The header ${key} signs in, and would be kept readable here.`, 'Choose a way to sign in above: then it is kept secret.');
  }
  if (proxy !== '' && !webAddress(proxy)) wrong('proxy', 'This is not the address of a proxy.', 'For example: http://proxy.example:3128');
  if (firstByteMs > totalMs)
    wrong('firstByteMs', 'The wait for an answer to begin is longer than the whole request may take.', 'Make it shorter, or allow more time for a request.');
  return problems;
}

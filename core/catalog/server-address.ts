import * as z from 'zod';
import type { FormField } from './form.ts';
import type { SettingProblem } from './node-spec.ts';

/** The settings that say where a server is; `port` is the one it usually listens on. Made anew for each schema. */
export function serverAddressSettings(port: number) {
  return {
    /** Name or address of the computer; for some kinds of servers the path of a Unix socket or its folder, too. */
    host: z.string().default(''),
    port: z.number().int().default(port),
  };
}

interface ServerAddress {
  readonly host: string;
  readonly port: number;
}

/** The form of these settings. */
export function serverAddressForm(help: string, placeholder: string): FormField[] {
  return [
    { field: 'host', widget: 'text', label: 'Host', help, placeholder },
    { field: 'port', widget: 'number', label: 'Port', min: 1, max: 65_535 },
  ];
}

/** Settings that are missing or can't be. `sockets`: the host may be a path. */
export function checkServerAddress({ host, port }: ServerAddress, portHint: string, { sockets = false } = {}): SettingProblem[] {
  const problems: SettingProblem[] = [];
  const name = host.trim();
  if (name === '')
    problems.push({ code: 'missing-setting', field: 'host', message: 'No host is given.', hint: 'Type the name or the address of the computer it runs on.' });
  else if (!(sockets && name.startsWith('/')) && /[\s/@:?#]/.test(/^[0-9a-f:.]+$/i.test(name) ? '' : name))
    problems.push({
      code: 'wrong-setting',
      field: 'host',
      message: `"${host}" is not the name of a computer.`,
      hint: 'Type only the name or the address, such as server.example: no port, no user, no path.',
    });
  if (port < 1 || port > 65_535)
    problems.push({ code: 'wrong-setting', field: 'port', message: 'The port has to be a number from 1 to 65535.', hint: portHint });
  return problems;
}

/** The host with its port, as secrets are bound to it; or the path of a socket. */
export function serverAddressHosts({ host, port }: ServerAddress): string[] {
  const name = host.trim();
  if (name === '') return [];
  return [name.startsWith('/') ? name : `${name.toLowerCase()}:${port}`];
}

/** The setting for certificates that are trusted beside the usual ones. */
export function authorityForm(field: string, visibleWhen?: FormField['visibleWhen']): FormField {
  return {
    field,
    widget: 'textarea',
    label: 'Certificate of the authority',
    help: 'In PEM, where an authority of your own issued the certificate. Empty: those this machine trusts.',
    placeholder: '-----BEGIN CERTIFICATE-----',
    ...(visibleWhen ? { visibleWhen } : {}),
  };
}

/** What is wrong with a text that should hold certificates. */
export function checkCertificates(field: string, pem: string): SettingProblem[] {
  if (pem.trim() === '' || /-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/.test(pem)) return [];
  return [
    {
      code: 'wrong-setting',
      field,
      message: 'This is not a certificate in PEM.',
      hint: 'Paste the whole text, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.',
    },
  ];
}

import type { ErrorReport } from '../../core/base/errors.ts';

/** Which program it was, as far as it is known. */
export interface ReportFacts {
  version: string;
  shell: string;
  platform: string;
  /** The part of the window that stopped, in English. */
  part: string;
  /** Which page, without ids. */
  page: string;
}

const LONGEST = 6_000;

/**
 * What can be sent to those who mend the program: what happened and where in its code. Nothing of the person's is in it: quoted values, addresses, paths
 * and long words or numbers (a key, an account, a name in a sentence) are left out, and nothing of the flow is looked at.
 */
export function reportText({ class: kind, code, message, details = '' }: ErrorReport, facts: ReportFacts): string {
  const { version, shell, platform, part, page } = facts;
  return [
    `Swivel ${version}, ${shell}, ${platform}`,
    `Stopped: ${part}, page ${page}`,
    `${kind}/${code}: ${withoutData(message)}`,
    ...details
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .map(withoutData),
  ]
    .join('\n')
    .slice(0, LONGEST);
}

/** The text with everything that may be a person's taken out; places in our own code stay. */
function withoutData(text: string): string {
  return text
    .replace(/(["'`“„‘])(?:(?!\1)[^”“’\n])*(["'`”“’])/g, '"…"')
    .replace(/[a-z][a-z0-9+.-]*:\/\/\S*?([\w.-]+\.(?:js|ts|tsx)(?::\d+)*)?(?=[)\s]|$)/gi, (_, file: string | undefined) => file ?? '…')
    .replace(/(?:[A-Za-z]:)?(?:[\\/][^\s\\/:)]+)+[\\/]([\w.-]+\.(?:js|ts|tsx):\d+)/g, '$1')
    .replace(/(?:[A-Za-z]:)?(?:[\\/][^\s\\/:)]+){2,}/g, '…')
    .replace(/\S+@\S+/g, '…')
    .replace(/\b(?=\w*\d)\w{9,}\b/g, '…');
}

import { type ConnectContext, defineConnectionRun, type Secrets, type TestedPart } from '../../catalog/connection-spec.ts';
import { failedPart, reachedParts } from '../../wire/reach.ts';
import { MailServer, requireSignIn } from './mail-server.ts';
import { addressesOf, reach } from './reach.ts';
import { Session } from './session.ts';
import { destinationOf, reachError } from './smtp-error.ts';
import type { SmtpConfig } from './spec.ts';

/** Speaks SMTP. */
export const run = defineConnectionRun<SmtpConfig, 'mail'>({
  family: 'mail',
  open: (config, secrets, context) => {
    const use = new MailServer(config, secrets, context);
    return Promise.resolve({ use, close: () => use.close().catch(() => undefined) });
  },
  test,
});

/** Goes as far as it comes; nothing is sent to anybody. */
async function* test(config: SmtpConfig, secrets: Secrets, context: ConnectContext): AsyncIterable<TestedPart> {
  const { host, encryption, signIn, sender } = config;
  const to = destinationOf(config, context.name);
  for await (const reached of reachedParts(to, '', config.connectTimeout, context)) {
    yield reached;
    if (!reached.ok) return;
  }
  let part = 'encryption';
  let session: Session | null = null;
  const stop = () => session?.cut(new Error('stopped'));
  context.signal.addEventListener('abort', stop, { once: true });
  try {
    session = await Session.greet(await reach(config, await addressesOf(host), context.signal), config, context.signal);
    yield {
      part,
      ok: true,
      message: encryption === 'none' ? 'It is a mail server; nothing is encrypted.' : 'It is a mail server; the connection is encrypted.',
    };
    part = 'sign-in';
    if (signIn === 'password') {
      requireSignIn(session, config, secrets, context.name);
      await session.signIn(config.user, secrets);
      yield { part, ok: true, message: `Signed in as ${config.user}.` };
    } else yield { part, ok: true, message: 'No sign-in is wanted.' };
    part = 'sender';
    const answer = await session.trySender(sender);
    yield answer === null
      ? { part, ok: true, message: `Mail from ${sender} is accepted. Nothing was sent.` }
      : {
          part,
          ok: false,
          message: `${host} takes no mail from ${sender}. It said: ${answer}`,
          hint: 'Give a sender address that this server lets you send from.',
        };
    session.close();
  } catch (error) {
    session?.cut(new Error('closed'));
    context.signal.throwIfAborted();
    yield failedPart(part, reachError(error, to), part === 'encryption' ? to : undefined);
  } finally {
    context.signal.removeEventListener('abort', stop);
    session?.cut(new Error('closed'));
  }
}

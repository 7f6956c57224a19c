import { matches } from '../patterns.ts';
import type { Chain, Span } from './chains.ts';
import type { Reading } from './reading.ts';

/** `Aws::S3::Client.new.delete_objects`: the gem's methods are called as the CLI's verbs are. */
export function awsGem(reading: Reading, { segments, ...chain }: Chain): void {
  if (segments[0]?.name !== 'Aws') return;
  const made = segments.findIndex(({ name }) => name === 'new');
  const called = segments.slice(made + 1).filter(({ name }) => /^[a-z]/.test(name));
  const changes = called.some(({ name }) => (name.includes('_') ? !matchesVerb(reading.judge.rules['cloud-change'].readingVerbs, name.split('_')[0] as string) && !/^(?:each|next|to|is|wait|with|presigned)_/.test(name) : /^(?:delete|put|clear!?|delete!|upload|copy|terminate|stop|start|reboot|publish|send)$/.test(name)));
  if (made > 0 && changes) reading.report('cloud-change', { ...chain });
}

/** `client.send(new DeleteObjectCommand(…))`. */
export function awsCommands(reading: Reading, chain: Chain): void {
  if (reading.code.ruby) return;
  const [root, ...rest] = chain.segments;
  for (const { name, args } of rest) if (name === 'send' && args?.[0]) awsCommand(reading, chain, args[0]);
  if (root?.args && /Command$/.test(root.name)) awsCommand(reading, chain, [chain.from, chain.to]);
}

function awsCommand(reading: Reading, chain: Chain, [from, to]: Span): void {
  for (let at = from; at < Math.min(to, from + 4); at += 1) {
    const name = /^([A-Z][a-z]+)\w*Command$/.exec(reading.code.tokens[at]?.text ?? '');
    if (!name) continue;
    const verb = (name[1] as string).toLowerCase();
    if (/GetSecretValue|GetParameter|Decrypt|AssumeRole|GetSessionToken/.test(name[0])) reading.report('credential-read', chain);
    else if (!matchesVerb(reading.judge.rules['cloud-change'].readingVerbs, verb)) reading.report('cloud-change', chain);
  }
}

function matchesVerb(verbs: readonly string[], verb: string): boolean {
  return verbs.some(each => matches(each, `${verb}-`) || matches(each, verb));
}

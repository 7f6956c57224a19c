/** `npm run bastion -- start --reason TEXT --minutes N | show SESSION | shell SESSION | stop SESSION` */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { readConfig } from '../infra/config';
import { signedCall } from '../people/iam/signedCall';

const USAGE = 'Usage: npm run bastion -- start --reason TEXT --minutes N | show SESSION | shell SESSION | stop SESSION';

interface Shown {
  id: string;
  endsAt: string;
  ended: { why: string } | null;
  tasks: Record<string, { stoppedAt: string | null }>;
}

async function main(): Promise<void> {
  const { positionals: [action, session], values } = parseArgs({
    allowPositionals: true,
    options: { reason: { type: 'string' }, minutes: { type: 'string' } },
  });
  const url = process.env.BASTION_URL;
  if (!url) throw new Error('Set BASTION_URL to the output SessionsUrl of the stack');
  const { region, name } = readConfig();
  const call = async (body: object): Promise<Shown> => {
    const { status, text } = await signedCall(url, body, region);
    const answer = JSON.parse(text);
    if (status !== 200) throw new Error(answer.error ?? answer.message ?? `HTTP ${status}`);
    return answer.session;
  };
  if (action === 'start') {
    if (!values.reason || !/^\d+$/.test(values.minutes ?? '')) throw new Error(USAGE);
    // Made here: sent again after a lost answer it is the same session.
    const requestId = randomBytes(10).toString('hex');
    const { id, endsAt } = await call({ action, reason: values.reason, minutes: Number(values.minutes), requestId });
    console.log(`${id} ends at ${endsAt}. In about a minute: npm run bastion -- shell ${id}`);
    return;
  }
  if (!session || !['show', 'shell', 'stop'].includes(action)) throw new Error(USAGE);
  const shown = await call({ action: action === 'stop' ? 'stop' : 'show', session });
  if (action !== 'shell') {
    console.log(JSON.stringify(shown, null, 2));
    return;
  }
  const [task] = Object.entries(shown.tasks).flatMap(([arn, { stoppedAt }]) => (stoppedAt === null ? [arn] : []));
  if (!task || shown.ended) throw new Error(shown.ended ? 'The session has ended' : 'Its task is not up yet: try again in a moment');
  console.log(`aws ecs execute-command --region ${region} --cluster ${name} --task ${task.split('/').pop()} --container console --interactive --command /opt/bastion/shell`);
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

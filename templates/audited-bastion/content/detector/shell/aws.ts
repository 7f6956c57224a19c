import { matchesAny } from '../patterns.ts';
import { onlySays } from './dryRun.ts';
import { HOLE, isConstant, plain } from './marks.ts';
import { reachesUrl } from './network.ts';
import { readOptions, valuesOf } from './options.ts';
import type { Call, Output } from './session.ts';

const GLOBAL = ['region', 'profile', 'output', 'query', 'endpoint-url', 'color', 'cli-connect-timeout', 'cli-read-timeout'];

/** The AWS CLI: verbs that read are known, every other one changes something. */
export function aws(call: Call): Output {
  const { judge, raw } = call;
  const options = readOptions(call.args, { long: GLOBAL, single: false });
  const [service = '', verb = '', ...rest] = options.rest.map(plain);
  for (const url of valuesOf(options, 'endpoint-url')) reachesUrl(call, url);
  const isDry = onlySays('aws', call.args.map(plain));
  if (service === 's3' && isDry) return { text: HOLE };
  if (service === 's3') return s3(call, verb, rest, options.flags);
  // What reads credentials is in the rule file.
  if (judge.findings.some(finding => finding.rule === 'credential-read' && finding.at === raw)) return { text: HOLE };
  if (service === '' || service === 'help' || verb === '' || verb === 'help' || call.args.some(arg => plain(arg) === 'help')) return { text: HOLE };
  if (isDry) return { text: HOLE };
  if (!isConstant(verb)) judge.giveUp('what it asks of AWS is not known', raw);
  else if (!matchesAny(judge.rules['cloud-change'].readingVerbs, verb)) judge.report('cloud-change', raw);
  return { text: HOLE };
}

function s3(call: Call, verb: string, places: string[], flags: Set<string>): Output {
  const { judge, raw } = call;
  if (verb === 'rm' || verb === 'rb' || verb === 'mb' || verb === 'website' || (verb === 'sync' && flags.has('delete'))) judge.report('cloud-change', raw);
  if (['cp', 'mv', 'sync'].includes(verb)) {
    const [from = '', to = ''] = places;
    if (verb === 'mv' && from.startsWith('s3://')) judge.report('cloud-change', raw);
    if (to.startsWith('s3://')) {
      const bucket = to.slice('s3://'.length).split('/')[0] as string;
      if (!isConstant(bucket)) judge.giveUp('the bucket it writes to is not known', raw);
      else if (!matchesAny(judge.rules['traffic-outside'].allowedBuckets, bucket)) judge.report('traffic-outside', raw);
    }
  }
  if (verb === 'presign') judge.report('traffic-outside', raw);
  return { text: HOLE };
}

import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  nextOccurrences,
  translate,
  type Workload,
  type WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { showCutover } from '../cutover';
import { noWorkload } from '../permissions';
import type { Estate } from './estate';
import { evidenceOf } from './evidence';
import { ownerProposals } from './ownerProposals';
import { withoutNamesOfOthers } from './withoutNamesOfOthers';
import { workloadViews } from './workloadViews';

const NEXT_RUNS = 5;

/** @throws NotFoundError for what does not exist or may not be read */
export async function readableWorkload(
  { access, database }: Estate,
  credentials: BackstageCredentials,
  id: string,
): Promise<Workload> {
  const workload = await database.workloads.get(id);
  if (!workload) throw noWorkload([id]);
  await access.assertReadable(credentials, [id]);
  return workload;
}

/** One workload in full. */
export async function showWorkload(
  estate: Estate,
  credentials: BackstageCredentials,
  id: string,
): Promise<WorkloadDetail> {
  const workload = await readableWorkload(estate, credentials, id);
  const { schedule, intents } = workload;
  const now = estate.clock.now();
  const [whole] = await workloadViews(estate.database, [id], now);
  if (!whole) throw noWorkload([id]);
  const { scope } = await estate.access.readable(credentials);
  const view = scope === 'all' ? whole : withoutNamesOfOthers(whole);
  return {
    ...view,
    evidence: await evidenceOf(estate.database, workload, view.assessment, now),
    translation: schedule && translate(schedule, now),
    nextRuns: schedule
      ? nextOccurrences(schedule, NEXT_RUNS, now).map(at => at.toISOString())
      : [],
    declared: intents.map(intent => ({
      where: intent.where,
      source: intent.source,
      schedule: intent.schedule,
      command: intent.command,
      enabled: intent.enabled,
    })),
    ownerProposals: await ownerProposals(estate, workload, view),
    cutover: await showCutover(estate.database, {
      ...{ workload, plan: view.plan, assessment: view.assessment, now },
      secondPerson: estate.secondPerson,
    }),
  };
}

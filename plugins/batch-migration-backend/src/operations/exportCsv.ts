import {
  BYTE_ORDER_MARK,
  dayIn,
  EMPTY_PLAN,
  workloadCsvHeader,
  workloadCsvRecord,
  type WorkloadFilters,
} from 'backstage-plugin-batch-migration-common';
import type { AssessmentPage, AssessmentQuery } from '../stores';
import { audited } from './audited';
import type { Caller, Estate } from './estate';
import { currentAssessments } from './workloadViews';

/** So many are held at once, whatever the estate has. */
const PAGE = 500;

/** As the route has read it. */
export interface CsvRequest {
  filters: WorkloadFilters;
  orderBy?: AssessmentQuery['orderBy'];
  /** Begins with a byte order mark, for Excel. */
  bom: boolean;
}

/** A file that is written while it is read. */
export interface CsvExport {
  fileName: string;
  chunks: AsyncIterable<string>;
}

/**
 * The workloads that match and that the caller may read, as CSV. It takes out
 * more than any page shows, so the audit log tells who took it.
 *
 * @throws NotAllowedError where the caller may read none: an empty file would
 *   say that there are none
 */
export async function exportCsv(
  estate: Estate,
  { credentials, request }: Caller,
  { filters, orderBy = 'name', bom }: CsvRequest,
): Promise<CsvExport> {
  const { access, auditor, clock, database, timezone } = estate;
  return audited(
    auditor,
    {
      eventId: 'workloads-export',
      severityLevel: 'medium',
      request,
      meta: { filters: Object.keys(filters) },
    },
    async () => {
      const { criteria } = await access.assertReadsSome(credentials);
      const pageAt = (cursor?: string) =>
        database.assessments.list({
          ...{ filters, orderBy, cursor },
          readable: criteria,
          limit: PAGE,
        });
      // Read before anything is answered, so that what fails can still be told.
      const first = await pageAt();
      return {
        fileName: `workloads-${dayIn(timezone, clock.now())}.csv`,
        chunks: written(estate, first, pageAt, bom),
      };
    },
  );
}

async function* written(
  estate: Estate,
  first: AssessmentPage,
  pageAt: (cursor: string) => Promise<AssessmentPage>,
  bom: boolean,
): AsyncGenerator<string> {
  yield (bom ? BYTE_ORDER_MARK : '') + workloadCsvHeader();
  let page = first;
  for (;;) {
    const records = await recordsOf(estate, page);
    if (records !== '') yield records;
    if (page.nextCursor === null) return;
    page = await pageAt(page.nextCursor);
  }
}

async function recordsOf(
  { clock, database }: Estate,
  { items }: AssessmentPage,
): Promise<string> {
  const ids = items.map(({ workloadId }) => workloadId);
  const [workloads, plans, assessments] = await Promise.all([
    database.workloads.shown(ids),
    database.plans.getMany(ids),
    currentAssessments(
      database,
      ids,
      clock.now(),
      new Map(
        items.map(({ workloadId, assessment }) => [workloadId, assessment]),
      ),
    ),
  ]);
  return workloads
    .map(workload => {
      const plan = plans.get(workload.id) ?? EMPTY_PLAN;
      const assessment = assessments.get(workload.id);
      // Gone since its page was read.
      if (!assessment) return '';
      const ownerRef = plan.ownerRef ?? workload.ownerRef;
      return workloadCsvRecord({ ...workload, ownerRef, plan, assessment });
    })
    .join('');
}

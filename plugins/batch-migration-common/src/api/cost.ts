import type { CostSum, MonthlyCost, ServerPrice } from '../cost';
import type { FargateSize } from '../cron/fargateSizes';
import type { Kind } from '../workload/model';

/** What one workload would cost a month on Fargate, and from what that follows. */
export interface WorkloadCostView {
  workloadId: string;
  name: string;
  kind: Kind;
  /** Of its linked target, else of its server's instances. */
  region: string | null;
  startsPerMonth: number | null;
  secondsPerRun: number | null;
  /** Where its run length is known from: a mean of runs, or the longest one as attested. */
  runsFrom: 'target' | 'legacy' | 'attested' | null;
  copies: number | null;
  /** The most that one run was measured to take. */
  memoryMib: number | null;
  size: FargateSize | null;
  cost: MonthlyCost;
}

/** What a server costs a month, and what its workloads would cost where they go. */
export interface ServerCostResponse {
  /** ISO 4217, of all amounts. */
  currency: string;
  /** A month has so many hours here. */
  hoursOfMonth: number;
  server: MonthlyCost & { stated?: ServerPrice };
  /** Of `items`. */
  target: CostSum;
  /** Most expensive first, then those of which it is not known. */
  items: WorkloadCostView[];
  /** Workloads that end or stay by plan: they cost nothing on the target. */
  notMoving: number;
  /** Workloads that the caller may not read: they are in no sum. */
  notReadable: number;
}

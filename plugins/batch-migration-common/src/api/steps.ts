/** What `POST /workloads/{id}/steps/{step}` takes; it answers a `CutoverView`. */
import type { StepAction } from '../cutover/decide';

export interface StepRequest {
  action: StepAction;
  /** Version of the plan as it was read: the step is the one that was read. */
  version: number;
  /** Why; `undo` asks for one. */
  reason?: string;
}

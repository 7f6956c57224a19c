import type { Order, Subject } from './approval/approval';
import { checkApproval } from './approval/check-approval';
import { checkBuild } from './approval/check-build';
import { Refused, refusal } from './approval/refusals';
import type { Doors, Place } from './doors';
import { commandOf } from './engines/command';
import { saidOf } from './environment';
import { readValues, type Values } from './patch/parameters';
import { type Patch, sentence } from './patch/patch';
import { readPatch } from './patch/read';

/** Whoever starts a build writes the order right after CodeBuild named the build. */
const ORDER_TRIES = 24;
const ORDER_WAIT_MS = 5_000;

export interface Checked {
  order: Order;
  patch: Patch;
  values: Values;
}

/** What is known when the check ends, also where it refuses: evidence needs it. */
export interface CheckState {
  build: string;
  order?: Order;
  patch?: Patch;
}

/**
 * Compares the build with what was approved. Runs nothing of the branch.
 * @throws Refused with every reason
 */
export async function check(doors: Doors, { root, pins, environment }: Place, state: CheckState): Promise<Checked> {
  const said = saidOf(environment);
  state.build = said.CODEBUILD_BUILD_ID ?? '';
  const [build, project, running] = await Promise.all([
    state.build ? doors.builds.build(state.build) : undefined,
    doors.builds.project(pins.project),
    doors.builds.running(pins.project),
  ]);
  const refusals = checkBuild({ said, build, project, running, pins });
  if (!build) throw new Refused(refusals);
  // A build that is not ours has no order: do not wait for one.
  state.order = await orderOf(doors, state.build, refusals.length > 0 ? 1 : ORDER_TRIES);
  const { order } = state;
  if (!order) throw new Refused([...refusals, refusal('no-order')]);

  const reading = readPatch(root, order.subject.patch);
  if (!reading.patch) throw new Refused([...refusals, refusal('another-subject', reading.problems.map(sentence).join('; '))]);
  const { patch } = reading;
  state.patch = patch;
  const { values, problems } = readValues(patch.parameters, order.subject.parameters);
  refusals.push(...problems.map(problem => refusal('another-subject', problem)));
  const checkedOut = await doors.git.checkedOut(patch.path);
  const subject: Subject = { kind: 'patch', repository: pins.repository, sha: checkedOut ?? '', patch: patch.path, command: commandOf(patch, order.mode), parameters: values };
  const head = order.branch === undefined ? undefined : await doors.git.head(order.branch);
  refusals.push(...checkApproval({ order, build, pins, patch, subject, checkedOut, head, isSame: doors.isSame, now: doors.clock() }));
  if (order.mode === 'dry-run' && patch.noDryRun !== undefined) refusals.push(refusal('another-subject', `it has no dry run: ${patch.noDryRun}`));
  if (refusals.length > 0) throw new Refused(refusals);
  return { order, patch, values };
}

async function orderOf({ orders, sleep, stop }: Doors, build: string, tries: number): Promise<Order | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const order = await orders.ofBuild(build);
    if (order || attempt >= tries || stop.aborted) return order;
    await sleep(ORDER_WAIT_MS);
  }
}

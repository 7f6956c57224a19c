/** Jobs that must move together: they share a lock or have a declared order. */
import type { HandoverJob } from './model';

export interface JobGroup {
  /** In the declared order; in the order given where none is declared. */
  jobs: HandoverJob[];
  /** The declared order leads back to itself. */
  circular: boolean;
}

function inOrder(jobs: HandoverJob[]): JobGroup {
  const ids = new Set(jobs.map(({ id }) => id));
  const placed = new Set<string>();
  const ordered: HandoverJob[] = [];
  let waiting = jobs;
  while (waiting.length > 0) {
    const ready = waiting.filter(job =>
      job.after.every(id => !ids.has(id) || placed.has(id)),
    );
    if (ready.length === 0) {
      return { jobs: [...ordered, ...waiting], circular: true };
    }
    ready.forEach(({ id }) => placed.add(id));
    ordered.push(...ready);
    waiting = waiting.filter(({ id }) => !placed.has(id));
  }
  return { jobs: ordered, circular: false };
}

/** Every job is in exactly one group. */
export function groupJobs(jobs: readonly HandoverJob[]): JobGroup[] {
  const parent = new Map(jobs.map(({ id }) => [id, id]));
  const rootOf = (id: string): string => {
    let root = id;
    while (parent.get(root) !== root) root = parent.get(root)!;
    // Short ways for later look-ups: a chain of a thousand jobs stays fast.
    for (let at = id; at !== root; ) {
      const next = parent.get(at)!;
      parent.set(at, root);
      at = next;
    }
    return root;
  };
  const lockHolders = new Map<string, string>();
  for (const { id, lock, after } of jobs) {
    for (const other of after) {
      if (parent.has(other)) parent.set(rootOf(id), rootOf(other));
    }
    if (lock === null) continue;
    const holder = lockHolders.get(lock);
    if (holder === undefined) lockHolders.set(lock, id);
    else parent.set(rootOf(id), rootOf(holder));
  }
  const groups = new Map<string, HandoverJob[]>();
  for (const job of jobs) {
    const root = rootOf(job.id);
    const group = groups.get(root);
    if (group) group.push(job);
    else groups.set(root, [job]);
  }
  return [...groups.values()].map(inOrder);
}

/** Which lines go together: one edit of a crontab takes all of its lines of a window. */
import type { HandoverJob } from './model';

export interface Edit {
  /** `null` where nobody knows where the lines stand. */
  place: string | null;
  jobs: HandoverJob[];
}

/** Where each line of the jobs goes: an index of the edits, or beyond them for a new one. */
function placesOf(edits: readonly Edit[], jobs: readonly HandoverJob[]) {
  const added: Array<string | null> = [];
  const lines: Array<{ job: HandoverJob; edit: number }> = [];
  const lastEdit = new Map<string, number>();
  const placeAt = (edit: number) =>
    edit < edits.length ? edits[edit].place : added[edit - edits.length];
  for (const job of jobs) {
    const before = job.after
      .map(id => lastEdit.get(id))
      .filter((edit): edit is number => edit !== undefined);
    let last = 0;
    for (const place of job.places.length > 0 ? job.places : [null]) {
      // Lines of one edit go at one instant, in order; another edit must come later.
      const fits = (edit: number) =>
        placeAt(edit) === place && before.every(other => other <= edit);
      let edit = 0;
      while (edit < edits.length + added.length && !fits(edit)) edit++;
      if (edit === edits.length + added.length) added.push(place);
      lines.push({ job, edit });
      last = Math.max(last, edit);
    }
    lastEdit.set(job.id, last);
  }
  return { added, lines };
}

/** How many edits there are once these jobs, in their order, join them. */
export function editCount(
  edits: readonly Edit[],
  jobs: readonly HandoverJob[],
): number {
  return edits.length + placesOf(edits, jobs).added.length;
}

/** The edits with these jobs, in their declared order, among them. */
export function withJobs(
  edits: readonly Edit[],
  jobs: readonly HandoverJob[],
): Edit[] {
  const { added, lines } = placesOf(edits, jobs);
  const all: Edit[] = [
    ...edits.map(({ place, jobs: known }) => ({ place, jobs: [...known] })),
    ...added.map(place => ({ place, jobs: [] })),
  ];
  for (const { job, edit } of lines) {
    if (!all[edit].jobs.includes(job)) all[edit].jobs.push(job);
  }
  return all;
}

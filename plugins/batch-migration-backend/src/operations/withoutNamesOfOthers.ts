import type { Assessment } from 'backstage-plugin-batch-migration-common';

/** As `contention` of the common package names the jobs that a tool met. */
const NAMES =
  /(met running jobs \().*?(\)(?=; together they peak|; whether its memory|; \d+ of \d+ uses on|\.$))/gs;

const HIDDEN = 'named to those who may read all';

/**
 * A view as it is shown to who may read some workloads only: what a tool met
 * is told of the tool, and names jobs that may be none of theirs.
 */
export function withoutNamesOfOthers<View extends { assessment: Assessment }>(
  view: View,
): View {
  const { assessment } = view;
  if (!assessment.dangers.some(({ type }) => type === 'contention')) {
    return view;
  }
  const dangers = assessment.dangers.map(danger =>
    danger.type === 'contention'
      ? { ...danger, message: danger.message.replace(NAMES, `$1${HIDDEN}$2`) }
      : danger,
  );
  return { ...view, assessment: { ...assessment, dangers } };
}

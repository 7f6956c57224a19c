import type { PlaceAnswers } from '../answers/commonAnswers';

/** What a repository wants to have reviewed above all. */
export interface Reviewed {
  what: string;
  /** From the root, with a slash before. */
  paths: string[];
}

const OF_JOBS: Reviewed = {
  what: 'What runs when, what may be deployed and by whom, and what is accepted in the image',
  paths: [
    '/schedules.yaml',
    '/infra/',
    '/.github/',
    '/image-policy.json',
    '/CODEOWNERS',
  ],
};

/**
 * GitHub knows teams, not catalog groups: the names are a proposal to complete.
 * Not in force before, because a rule with an unknown team asks nobody, and
 * does not say so.
 */
export function codeowners(
  { owner }: Pick<PlaceAnswers, 'owner'>,
  { what, paths }: Reviewed = OF_JOBS,
): string {
  const team = owner.replace(/^[a-z]+:[^/]+\//, '');
  const width = Math.max(...paths.map(({ length }) => length));
  const rules = paths.map(
    path => `# ${path.padEnd(width)} @my-organisation/${team}`,
  );
  return `# Who is asked to review what. Put your organisation in, and take the # away;
# the last rule that fits a file counts.
# ${'*'.padEnd(width)} @my-organisation/${team}
# ${what}:
${rules.join('\n')}
`;
}

import type { PlaceAnswers } from '../answers/commonAnswers';

/**
 * GitHub knows teams, not catalog groups: the names are a proposal to complete.
 * Not in force before, because a rule with an unknown team asks nobody, and
 * does not say so.
 */
export function codeowners({ owner }: Pick<PlaceAnswers, 'owner'>): string {
  const team = owner.replace(/^[a-z]+:[^/]+\//, '');
  return `# Who is asked to review what. Put your organisation in, and take the # away;
# the last rule that fits a file counts.
# *                  @my-organisation/${team}
# What runs when, what may be deployed and by whom, and what is accepted in the image:
# /schedules.yaml    @my-organisation/${team}
# /infra/            @my-organisation/${team}
# /.github/          @my-organisation/${team}
# /image-policy.json @my-organisation/${team}
# /CODEOWNERS        @my-organisation/${team}
`;
}

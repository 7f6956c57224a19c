import type { CommonAnswers } from '../answers/commonAnswers';

/** GitHub knows teams, not catalog groups: the name is a proposal to complete. */
export function codeowners({ owner }: Pick<CommonAnswers, 'owner'>): string {
  const team = owner.replace(/^[a-z]+:[^/]+\//, '');
  return `# Complete with your organisation, for example: * @my-organisation/${team}\n# * @my-organisation/${team}\n`;
}

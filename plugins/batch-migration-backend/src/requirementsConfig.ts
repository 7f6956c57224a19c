import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  REQUIREMENT_CHECKS,
  type RequirementTemplate,
} from 'backstage-plugin-batch-migration-common';

const KEY = 'batchMigration.requirements';

/**
 * The requirements of an installation, which take the place of those of the
 * library with the same id.
 *
 * @throws InputError naming the key and the rule it breaks
 */
export function readRequirements(config: Config): RequirementTemplate[] {
  const templates = (config.getOptionalConfigArray(KEY) ?? []).map(
    (template, index) => readRequirement(template, `${KEY}[${index}]`),
  );
  const ids = templates.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) {
    throw new InputError(`${KEY} has the id ${twice} twice; ids must differ`);
  }
  return templates;
}

function readRequirement(template: Config, key: string): RequirementTemplate {
  const id = template.getString('id');
  // Plans carry it, and addresses of pages may.
  if (!/^[A-Za-z0-9][\w.-]{0,99}$/.test(id)) {
    throw new InputError(
      `${key}.id must be up to 100 letters, digits, dots and dashes, got: ${id}`,
    );
  }
  const given = template.getString('check');
  const check = REQUIREMENT_CHECKS.find(known => known === given);
  if (!check) {
    throw new InputError(
      `${key}.check must be one of ${REQUIREMENT_CHECKS.join(
        ', ',
      )}, got: ${given}`,
    );
  }
  const en = template.getString('text');
  return {
    id,
    roleTypes: template.getOptionalStringArray('roleTypes') ?? [],
    text: { en, ja: template.getOptionalString('textJa') ?? en },
    check,
  };
}

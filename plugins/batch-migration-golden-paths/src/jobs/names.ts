import { JOB_NAME, JOB_NAME_LENGTH } from './limits';

/**
 * A name for AWS from a workload's own name. A name that leaves nothing (for
 * example one in Japanese) becomes `job-` and the start of the workload's id.
 */
export function jobName(name: string, id: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, JOB_NAME_LENGTH)
    .replace(/-+$/, '');
  // Half a name would be a wrong one: only plain ASCII names are shortened to a slug.
  const isPlain = /^[\x20-\x7e]+$/.test(name);
  if (isPlain && JOB_NAME.test(slug)) return slug;
  return `job-${
    id
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
      .slice(0, 8) || 'x'
  }`;
}

/** Makes each name unique by a number after the second and further ones. */
export function uniqueNames(names: string[]): string[] {
  const taken = new Set<string>();
  return names.map(name => {
    let unique = name;
    for (let number = 2; taken.has(unique); number += 1) {
      const suffix = `-${number}`;
      unique = `${name.slice(0, JOB_NAME_LENGTH - suffix.length)}${suffix}`;
    }
    taken.add(unique);
    return unique;
  });
}

import { WORKER_NAME, WORKER_NAME_LENGTH } from './limits';

/**
 * A name for AWS from a workload's own name. A name that leaves nothing (for
 * example one in Japanese) becomes `worker-` and the start of the workload's id.
 */
export function workerName(name: string, id: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, WORKER_NAME_LENGTH)
    .replace(/-+$/, '');
  // Half a name would be a wrong one: only plain ASCII names are shortened to a slug.
  const isPlain = /^[\x20-\x7e]+$/.test(name);
  if (isPlain && WORKER_NAME.test(slug)) return slug;
  const start = id.toLowerCase().replace(/[^a-z0-9]/g, '');
  return `worker-${start.slice(0, 8) || 'x'}`;
}

/** Makes each name unique by a number after the second and further ones. */
export function uniqueWorkerNames(names: string[]): string[] {
  const taken = new Set<string>();
  return names.map(name => {
    let unique = name;
    for (let number = 2; taken.has(unique); number += 1) {
      const suffix = `-${number}`;
      unique = `${name
        .slice(0, WORKER_NAME_LENGTH - suffix.length)
        .replace(/-+$/, '')}${suffix}`;
    }
    taken.add(unique);
    return unique;
  });
}

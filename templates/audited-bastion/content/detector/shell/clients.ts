/** The programs of `console/bin`: they tell the statements of a client, and are found by its name alone. */
export const WATCHED_CLIENTS: readonly string[] = ['psql', 'mysql', 'mariadb', 'redis-cli'];

const WATCHED_FOLDER = '/opt/bastion/bin/';

/** Whether a word names a client by a path, and so not the program that tells its statements. */
export function isPastItsWatch(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name !== path && WATCHED_CLIENTS.includes(name) && path !== `${WATCHED_FOLDER}${name}`;
}

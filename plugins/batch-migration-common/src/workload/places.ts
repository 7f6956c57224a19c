import type { EntityRef, LocationRef } from './model';

/** Schemes whose refs name a server: `<scheme>:<namespace>/<server>[/<path>]`. */
const HOST_SCHEMES = new Set([
  'crontab',
  'declared',
  'process',
  'tool',
  'service',
  'run-parts',
  'anacron',
  'systemd',
  'supervisor',
]);

/** The host in a location's ref, for example `default/bat000`; `null` off the servers. */
export function hostOf(ref: string): string | null {
  const [, scheme, namespace, name] =
    /^([a-z0-9-]+):([^/]+)\/([^/]+)/.exec(ref) ?? [];
  return HOST_SCHEMES.has(scheme) ? `${namespace}/${name}` : null;
}

/** The host that a server's entity ref stands for: `resource:default/bat000` is `default/bat000`. */
export function hostOfServer(serverRef: EntityRef): string {
  return serverRef.replace(/^[^:]+:/, '');
}

/** The file or process list in a ref, without its scheme and host. */
export function pathOf(ref: string): string {
  return ref.replace(/^[^:]+:[^/]+\/[^/]+\/?/, '');
}

/**
 * Places of the file of a declared line on its host. A user's crontab lies
 * elsewhere on Debian than on Red Hat.
 */
export function deployedRefs(declaredRef: string): string[] {
  const path = pathOf(declaredRef);
  const user = /^crontabs\/(.+)$/.exec(path)?.[1];
  let paths = [path];
  if (user)
    paths = [`var/spool/cron/crontabs/${user}`, `var/spool/cron/${user}`];
  else if (path === 'crontab') paths = ['etc/crontab'];
  else if (path.startsWith('cron.d/')) paths = [`etc/${path}`];
  return paths.map(one => `crontab:${hostOf(declaredRef)}/${one}`);
}

/** Identity of a location as one string, for use as a map key. */
export function locationId({ ref, key }: LocationRef): string {
  return `${ref}\n${key}`;
}

/** A location for a person: `var/spool/cron/crontabs/batch on bat000`. */
export function nameLocation({ ref, key }: LocationRef): string {
  const host = hostOf(ref)?.split('/')[1];
  if (!host) return `${key} in ${ref}`;
  const path = pathOf(ref);
  return path ? `${path} on ${host}` : `${key} on ${host}`;
}

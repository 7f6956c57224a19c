import {
  homesIn,
  isServiceUser,
  type LocationView,
  type OwnerHint,
  type Workload,
} from 'backstage-plugin-batch-migration-common';

/** Whose account runs a workload on its hosts, and whose home folder it uses. */
export function accountHints(
  workload: Pick<Workload, 'command' | 'intents'>,
  locations: readonly LocationView[],
): OwnerHint[] {
  const legacy = locations.filter(({ side }) => side === 'legacy');
  const places = [
    ...legacy.map(({ ref, detail }) => ({
      where: whereOf(ref, detail.line),
      user: detail.user,
      command: detail.command ?? workload.command,
    })),
    ...workload.intents.map(({ where, user, command }) => ({
      ...{ where, user, command },
    })),
  ];
  const hints = places.flatMap(({ where, user, command }): OwnerHint[] => [
    ...homesIn(command).map(name => ({
      ...{ because: 'home-folder' as const, name, where },
    })),
    ...(user && !isServiceUser(user)
      ? [{ because: 'unix-user' as const, name: user, where }]
      : []),
  ]);
  const seen = new Set<string>();
  return hints.filter(({ because, name }) => {
    const key = `${because} ${name}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** `crontab:default/bat000/etc/crontab` as `bat000, etc/crontab, line 12`. */
function whereOf(ref: string, line: number | undefined): string {
  const [, host = ref, path] =
    /^[a-z0-9-]+:[^/]+\/([^/]+)(?:\/(.+))?$/.exec(ref) ?? [];
  return [host, path, line && `line ${line}`].filter(Boolean).join(', ');
}

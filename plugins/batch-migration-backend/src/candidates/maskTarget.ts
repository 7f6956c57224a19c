import { maskSecrets } from 'backstage-plugin-batch-migration-common';
import type { FoundTarget } from 'backstage-plugin-batch-migration-node';

/** More is no name and no command that a person reads. */
const MAX_TEXT = 4_000;
const MAX_ITEMS = 50;

/** PostgreSQL takes no NUL. */
const storable = (text: string) => text.replaceAll('\u0000', '\uFFFD');

const clean = (text: string) =>
  maskSecrets(storable(text.slice(0, MAX_TEXT))).text;

/** By its own name a value may be a credential that it does not look like. */
function cleanTag([name, value]: [string, string]): [string, string] {
  const masked = clean(`${name}=${value}`);
  return [clean(name), masked.slice(masked.indexOf('=') + 1)];
}

/** What may be stored of a target: bounded, and without credentials. */
export function maskTarget(target: FoundTarget): FoundTarget {
  const { detail, location } = target;
  return {
    ...target,
    location: { ref: storable(location.ref), key: storable(location.key) },
    name: clean(target.name),
    image: target.image === null ? null : clean(target.image),
    starts: target.starts.slice(0, MAX_ITEMS).map(clean),
    tags: Object.fromEntries(
      Object.entries(target.tags).slice(0, MAX_ITEMS).map(cleanTag),
    ),
    detail: {
      ...detail,
      ...(detail.command === undefined
        ? {}
        : { command: clean(detail.command) }),
      ...(detail.reason === undefined ? {} : { reason: clean(detail.reason) }),
    },
  };
}

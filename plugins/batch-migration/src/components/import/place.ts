/** Where on a host a crontab lies. */
import type { Cron } from 'backstage-plugin-batch-migration-common';

export const FORMS = ['user', 'system', 'cron.d'] as const;
export type Form = (typeof FORMS)[number];

export interface Place {
  form: Form;
  /** The user, or the file's name in `cron.d`; a system crontab has none. */
  name: string;
}

/** A path names it, so it may not lead elsewhere. */
const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/;

export function dialectOf(form: Form): 'user' | 'system' {
  return form === 'user' ? 'user' : 'system';
}

export function isNameOf({ form, name }: Place): boolean {
  return form === 'system' || NAME.test(name);
}

/** From the root of the host without leading slash; `undefined` while its name is missing. */
export function pathOf(place: Place, cron: Cron): string | undefined {
  if (!isNameOf(place)) return undefined;
  switch (place.form) {
    case 'system':
      return 'etc/crontab';
    case 'cron.d':
      return `etc/cron.d/${place.name}`;
    default:
      return cron === 'cronie'
        ? `var/spool/cron/${place.name}`
        : `var/spool/cron/crontabs/${place.name}`;
  }
}

const KNOWN: Array<[Form, RegExp]> = [
  ['user', /\/var\/spool\/cron\/(?:crontabs\/)?([^/]+)$/],
  ['cron.d', /\/etc\/cron\.d\/([^/]+)$/],
  ['system', /\/etc\/crontab()$/],
];

/** The place of a location such as `crontab:default/bat000/var/spool/cron/crontabs/batch`. */
export function placeOfRef(ref: string): Place | undefined {
  if (!ref.startsWith('crontab:')) return undefined;
  for (const [form, pattern] of KNOWN) {
    const found = pattern.exec(ref);
    if (found) return { form, name: found[1] };
  }
  return undefined;
}

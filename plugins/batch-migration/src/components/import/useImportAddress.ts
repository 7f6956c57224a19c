import {
  CRONS,
  isTimezone,
  type Cron,
  type EntityRef,
} from 'backstage-plugin-batch-migration-common';
import { useMemo } from 'react';
import { useAddress } from '../../address';
import { FORMS, type Place } from './place';

/** Where the crontab is from, as it stands in the address; its text never does. */
export interface ImportAddress {
  server: EntityRef | undefined;
  place: Place;
  /** `undefined` is what is known of the server. */
  cron: Cron | undefined;
  zone: string | undefined;
  /** An empty value takes the field out of the address. */
  change: (
    fields: Partial<
      Record<'server' | 'form' | 'name' | 'cron' | 'zone', string>
    >,
  ) => void;
}

export function useImportAddress(): ImportAddress {
  const { search, change } = useAddress();
  return useMemo(() => {
    const form = FORMS.find(known => known === search.get('form')) ?? 'user';
    const zone = search.get('zone');
    return {
      server: search.get('server') || undefined,
      place: {
        form,
        name: form === 'system' ? '' : search.get('name') ?? '',
      },
      cron: CRONS.find(known => known === search.get('cron')),
      zone: zone && isTimezone(zone) ? zone : undefined,
      change: fields =>
        change(
          edited => {
            for (const [name, value] of Object.entries(fields)) {
              if (value) edited.set(name, value);
              else edited.delete(name);
            }
          },
          { replace: true },
        ),
    };
  }, [search, change]);
}

import { useApi } from '@backstage/core-plugin-api';
import { appLanguageApiRef } from '@backstage/core-plugin-api/alpha';
import type { Summary } from 'backstage-plugin-batch-migration-common';
import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useState,
  type PropsWithChildren,
} from 'react';
import { batchMigrationApiRef } from '../api';
import { useLiveLoad } from './useLiveLoad';
import type { Load } from './useLoad';

/** The clock and the zone of the estate, which are not those of the browser. */
export interface Estate {
  summary: Load<Summary>;
  /** IANA name; `undefined` until the server has said it. */
  timezone: string | undefined;
  /** The plugin's now, which replay may have moved; counts on by itself. */
  now: Date | undefined;
  /** What the plugin's clock is ahead of the browser's, in milliseconds. */
  clockOffsetMs: number | undefined;
  /** BCP 47, for dates and numbers. */
  locale: string;
}

const EstateContext = createContext<Estate | undefined>(undefined);

/** The clock of the pages moves on in steps of so long. */
export const TICK_MS = 15_000;

/** The language that the person chose in the portal's settings. */
function useLocale(): string {
  const languageApi = useApi(appLanguageApiRef);
  const [language, setLanguage] = useState(languageApi.getLanguage().language);
  useEffect(() => {
    const subscription = languageApi
      .language$()
      .subscribe(next => setLanguage(next.language));
    return () => subscription.unsubscribe();
  }, [languageApi]);
  return language === 'en' ? 'en-GB' : language;
}

export const EstateProvider = ({ children }: PropsWithChildren<{}>) => {
  const api = useApi(batchMigrationApiRef);
  const locale = useLocale();
  const summary = useLiveLoad(signal => api.summary({}, { signal }), 'summary');
  const clock = summary.value?.now;
  // What the browser's clock showed when the server's was told.
  const told = useMemo(
    () => (clock ? { clock: Date.parse(clock), at: Date.now() } : undefined),
    [clock],
  );
  const [ticked, setTicked] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTicked(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [told]);

  const estate = useMemo(() => {
    const offset = told && told.clock - told.at;
    return {
      summary,
      timezone: summary.value?.timezone,
      clockOffsetMs: offset,
      // A tick that is older than what was told is overtaken by it.
      now:
        told && offset !== undefined
          ? new Date(Math.max(ticked, told.at) + offset)
          : undefined,
      locale,
    };
  }, [summary, told, ticked, locale]);
  return (
    <EstateContext.Provider value={estate}>{children}</EstateContext.Provider>
  );
};

export function useEstate(): Estate {
  const estate = useContext(EstateContext);
  if (!estate) throw new Error('useEstate needs an EstateProvider around it');
  return estate;
}

/** What dates in texts need, also where no page of the plugin is around. */
export function useDates(): Pick<Estate, 'timezone' | 'now' | 'locale'> {
  const locale = useLocale();
  return (
    useContext(EstateContext) ?? { timezone: undefined, now: undefined, locale }
  );
}

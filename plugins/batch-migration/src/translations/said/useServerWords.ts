import { useCallback, useMemo } from 'react';
import { useDates } from '../../hooks/useEstate';
import { useTexts } from '../useTexts';
import { serverWords } from './serverWords';

/**
 * Sentences of the server in the language of the page; `null` where the page
 * is in English, as they are, and where nobody has translated one.
 */
export function useServerWords(): (text: string) => string | null {
  const { t } = useTexts();
  const { locale, timezone, now } = useDates();
  return useMemo(
    () => serverWords({ t, locale, timezone, now }),
    [t, locale, timezone, now],
  );
}

/** For the middle of a text: what has no translation stays as the server says it. */
export function useServerText(): (text: string) => string {
  const words = useServerWords();
  return useCallback(text => words(text) ?? text, [words]);
}

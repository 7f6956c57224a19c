import { useCallback } from 'react';
import { useServerText } from '../../translations/said/useServerWords';
import { ownWords } from './LoadError';

/** What the server says of a refusal or a failure, in the reader's language where it is translated. */
export function useOwnWords(): (error: Error) => string {
  const server = useServerText();
  return useCallback(error => server(ownWords(error)), [server]);
}

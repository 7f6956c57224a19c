import { useCallback } from 'react';
import { useTexts } from '../useTexts';

/** Places as the server names them: `crontabs/batch, line 49`, `csv-import on bat000`. */
export function usePlaceWords(): (place: string) => string {
  const { t } = useTexts();
  return useCallback(
    text => {
      const [, path, line] = /^(.+), line (\d+)$/.exec(text) ?? [];
      if (line) return t('saidParts.line', { place: path, line });
      const [, name, host] = /^(.+) on ([^ ]+)$/.exec(text) ?? [];
      return host ? t('saidParts.placeOn', { name, host }) : text;
    },
    [t],
  );
}

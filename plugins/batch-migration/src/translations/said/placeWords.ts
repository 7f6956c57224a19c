import type { Translate } from '../useTexts';

/** Places as the server names them: `crontabs/batch, line 49`, `csv-import on bat000`. */
export function placeWords(t: Translate): (place: string) => string {
  return text => {
    const [, path, line] = /^(.+), line (\d+)$/.exec(text) ?? [];
    if (line) return t('saidParts.line', { place: path, line });
    const [, name, host] = /^(.+) on ([^ ]+)$/.exec(text) ?? [];
    return host ? t('saidParts.placeOn', { name, host }) : text;
  };
}

import { isDangerType } from '../../components/danger/dangerText';
import { formatDate, formatInstant } from '../../components/time/format';
import type { Translate } from '../useTexts';
import { saidMessages } from './index.en';
import { placeWords } from './placeWords';
import { createReader } from './readSaid';
import { translateSaid, type SaidWords } from './translateSaid';

const read = createReader(saidMessages);

/** `12 Feb 2026 04:15 (Asia/Tokyo)`: what the clocks of a zone show. */
const LOCAL_TIME = /^(.+ \d\d:\d\d) \(([^)]+)\)$/;

type Field = 'minute' | 'hour' | 'day' | 'month' | 'weekday';
const FIELDS: Readonly<Record<string, Field>> = {
  minute: 'minute',
  hour: 'hour',
  'day-of-month': 'day',
  month: 'month',
  'day-of-week': 'weekday',
};

/** Fields of an expression of EventBridge. */
const PARTS = {
  minutes: 'minute',
  hours: 'hour',
  'day-of-month': 'dayOfMonth',
  month: 'month',
  'day-of-week': 'dayOfWeek',
  year: 'year',
} as const;

/** The reader's language, and what dates in it need. */
export interface Language {
  t: Translate;
  /** BCP 47. */
  locale: string;
  /** IANA name; instants are in UTC, and say so, where it is not known. */
  timezone?: string;
  now?: Date;
}

/**
 * Sentences of the server in the reader's language; `null` in English, as
 * they are, and where nobody has translated one.
 */
export function serverWords({
  t,
  locale,
  timezone,
  now,
}: Language): (text: string) => string | null {
  if (locale.startsWith('en')) return () => null;
  const place = placeWords(t);
  const comma = t('sentences.comma');
  const list = (items: string[]) => items.join(comma);
  const instant = (at: string) => {
    const [, local, zone] = LOCAL_TIME.exec(at) ?? [];
    if (!zone) {
      const date = new Date(at);
      const text = formatInstant(date, locale, timezone ?? 'UTC', now);
      return timezone ? text : `${text} UTC`;
    }
    const shown = formatInstant(new Date(`${local} UTC`), locale, 'UTC', now);
    return zone === timezone
      ? shown
      : t('saidParts.localTime', { at: shown, zone });
  };
  const names = (text: string) => {
    const [, named, more] = /^(.+) and (\d+) more$/.exec(text) ?? [];
    const all = list((named ?? text).split(', '));
    return more ? t('saidParts.andMore', { names: all, more }) : all;
  };
  const value = (kind: string, text: string): string => {
    switch (kind) {
      case 'at':
        return instant(text);
      case 'day':
        return formatDate(new Date(text), locale, 'UTC');
      case 'state':
        return t(`lamps.states.${text as 'active'}`);
      case 'stage':
        return t(`stages.${text as 'built'}`);
      case 'danger':
        return isDangerType(text) ? t(`dangers.${text}`) : text;
      case 'side':
        return t(
          text === 'legacy' || text === 'old' ? 'sides.legacy' : 'sides.target',
        );
      case 'field':
        return t(`when.fields.${FIELDS[text]}`);
      case 'part':
        return t(`schedulePicker.parts.${PARTS[text as keyof typeof PARTS]}`);
      case 'amount':
        return text === 'unknown' ? t('facts.unknown') : text;
      case 'place':
        return place(text);
      case 'places':
        return list(text.split(/, (?!line \d)/).map(place));
      case 'names':
      case 'hosts':
      case 'line':
        return names(text);
      default:
        return text;
    }
  };
  const words: SaidWords = {
    // Each key and its placeholders come out of the same texts.
    sentence: t as unknown as SaidWords['sentence'],
    value,
    stop: t('saidParts.stop'),
  };
  return text => translateSaid(text, read, words);
}

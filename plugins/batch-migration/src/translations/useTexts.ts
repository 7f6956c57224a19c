import {
  useTranslationRef,
  type TranslationRef,
} from '@backstage/core-plugin-api/alpha';
import type { messages } from './en';
import { batchMigrationTranslationRef } from './index';

type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

/** `area.name` with its text, for each of nested messages. */
type Entries<Messages, Prefix extends string = ''> = {
  [Key in keyof Messages & string]: Messages[Key] extends string
    ? { key: WithoutForm<`${Prefix}${Key}`>; text: Messages[Key] }
    : Entries<Messages[Key], `${Prefix}${Key}.`>;
}[keyof Messages & string];

type WithoutForm<Key extends string> = Key extends `${infer Base}_${PluralForm}`
  ? Base
  : Key;

/** Texts by key; plural forms are one key with several texts. */
type Texts = {
  [Entry in Entries<typeof messages> as Entry['key']]: Entry['text'];
};

/** Names between double braces. */
type Names<Text extends string> =
  Text extends `${string}{{${infer Name}}}${infer Rest}`
    ? Name | Names<Rest>
    : never;

type Values<Key extends keyof Texts, Value> = [Names<Texts[Key]>] extends [
  never,
]
  ? []
  : [
      values: {
        [Name in Names<Texts[Key]>]: Name extends 'count' ? number : Value;
      },
    ];

/**
 * The text of a key, with its values. With an element among the values it
 * answers an element.
 */
export interface Translate {
  <Key extends keyof Texts>(key: Key, ...values: Values<Key, string>): string;
  <Key extends keyof Texts>(
    key: Key,
    ...values: Values<Key, string | JSX.Element>
  ): JSX.Element;
}

/**
 * Texts of the pages in the chosen language. Backstage's own type of this
 * function takes the compiler minutes for as many texts as there are here.
 */
export function useTexts(): { t: Translate } {
  const ref: unknown = batchMigrationTranslationRef;
  return useTranslationRef(
    ref as TranslationRef<string, Record<string, string>>,
  ) as unknown as { t: Translate };
}

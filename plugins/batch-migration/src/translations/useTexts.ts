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
    ? Entry<`${Prefix}${Key}`, Messages[Key]>
    : Entries<Messages[Key], `${Prefix}${Key}.`>;
}[keyof Messages & string];

/** Plural forms are one key with several texts, chosen by `count`. */
type Entry<
  Key extends string,
  Text extends string,
> = Key extends `${infer Base}_${PluralForm}`
  ? { key: Base; names: Names<Text> | 'count' }
  : { key: Key; names: Names<Text> };

/** Names between double braces. */
type Names<Text extends string> =
  Text extends `${string}{{${infer Name}}}${infer Rest}`
    ? Name | Names<Rest>
    : never;

/** Names of the values that a text takes, by key. */
type NamesOf = {
  [One in Entries<typeof messages> as One['key']]: One['names'];
};

type Values<Key extends keyof NamesOf, Value> = [NamesOf[Key]] extends [never]
  ? []
  : [values: { [Name in NamesOf[Key]]: Name extends 'count' ? number : Value }];

/**
 * The text of a key, with its values. With an element among the values it
 * answers an element.
 */
export interface Translate {
  <Key extends keyof NamesOf>(key: Key, ...values: Values<Key, string>): string;
  <Key extends keyof NamesOf>(
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

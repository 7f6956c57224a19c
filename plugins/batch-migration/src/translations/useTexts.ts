import {
  useTranslationRef,
  type TranslationRef,
} from '@backstage/core-plugin-api/alpha';
import { batchMigrationTranslationRef } from './index';
import type { EnglishTexts } from './texts';

type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

/** Plural forms are one key with several texts, chosen by `count`. */
type Entry<
  Key extends keyof EnglishTexts,
  Text extends string = EnglishTexts[Key],
> = Key extends `${infer Base}_${PluralForm}`
  ? { key: Base; names: Names<Text> | 'count' }
  : { key: Key; names: Names<Text> };

/** Names between double braces. */
type Names<Text extends string> =
  Text extends `${string}{{${infer Name}}}${infer Rest}`
    ? Name | Names<Rest>
    : never;

type Entries = { [Key in keyof EnglishTexts]: Entry<Key> }[keyof EnglishTexts];

/** Names of the values that a text takes, by key. */
type NamesOf = {
  [One in Entries as One['key']]: One['names'];
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

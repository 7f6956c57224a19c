import type { messages } from './en';

/** `area.name` with its text, for each of nested messages. */
type Entries<Messages, Prefix extends string = ''> = {
  [Key in keyof Messages & string]: Messages[Key] extends string
    ? { key: `${Prefix}${Key}`; text: Messages[Key] }
    : Entries<Messages[Key], `${Prefix}${Key}.`>;
}[keyof Messages & string];

/**
 * The English texts by `area.name`, as Backstage flattens them. Its own type
 * for that takes the compiler minutes for as many texts as there are here.
 */
export type EnglishTexts = {
  readonly [One in Entries<typeof messages> as One['key']]: One['text'];
};

/** Every text in another language. */
export type TranslatedTexts = { readonly [Key in keyof EnglishTexts]: string };

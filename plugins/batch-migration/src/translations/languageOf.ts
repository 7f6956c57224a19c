import type { ApiHolder } from '@backstage/core-plugin-api';
import {
  appLanguageApiRef,
  translationApiRef,
  type TranslationRef,
} from '@backstage/core-plugin-api/alpha';
import { batchMigrationTranslationRef } from './index';
import type { Language } from './said/serverWords';
import type { Translate } from './useTexts';

const ref = batchMigrationTranslationRef as unknown as TranslationRef<
  string,
  Record<string, string>
>;

/**
 * The reader's language where no hook can be called, as in the validation of
 * a form; `undefined` where the app has none.
 */
export async function languageOf(
  apis: ApiHolder,
): Promise<Language | undefined> {
  const translations = apis.get(translationApiRef);
  const language = apis.get(appLanguageApiRef);
  if (!translations || !language) return undefined;
  const t = await new Promise<unknown>(resolve => {
    const now = translations.getTranslation(ref);
    if (now.ready) {
      resolve(now.t);
      return;
    }
    const subscription = translations.translation$(ref).subscribe(next => {
      if (!next.ready) return;
      subscription.unsubscribe();
      resolve(next.t);
    });
  });
  return { t: t as Translate, locale: language.getLanguage().language };
}

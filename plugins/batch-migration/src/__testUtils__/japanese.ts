/** The pages in Japanese, for `renderPage`. */
import {
  createTranslationRef,
  type AppLanguageApi,
  type TranslationApi,
} from '@backstage/core-plugin-api/alpha';
import { mockApis } from '@backstage/test-utils';
import { batchMigrationTranslationRef } from '../translations';
import { withGroupedCounts } from '../translations/groupedCounts';
import messages from '../translations/ja';

const japanese = createTranslationRef({
  id: batchMigrationTranslationRef.id,
  // One type for all: TypeScript gives up on comparing that many.
  messages: withGroupedCounts(messages as Record<string, string>),
});

export function japaneseTranslations(): TranslationApi {
  const english = mockApis.translation();
  const api = {
    getTranslation: (ref: { id: string }) =>
      english.getTranslation(
        (ref.id === japanese.id ? japanese : ref) as typeof japanese,
      ),
    translation$: () => ({
      subscribe: () => ({ unsubscribe: () => {}, closed: true }),
    }),
  };
  return api as unknown as TranslationApi;
}

export const japaneseLanguage: AppLanguageApi = {
  getAvailableLanguages: () => ({ languages: ['en', 'ja'] }),
  setLanguage: () => {},
  getLanguage: () => ({ language: 'ja' }),
  language$: () =>
    ({
      subscribe: () => ({ unsubscribe: () => {}, closed: true }),
    } as unknown as ReturnType<AppLanguageApi['language$']>),
};

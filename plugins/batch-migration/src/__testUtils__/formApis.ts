import type { ApiHolder } from '@backstage/core-plugin-api';
import {
  appLanguageApiRef,
  translationApiRef,
} from '@backstage/core-plugin-api/alpha';
import { mockApis, TestApiRegistry } from '@backstage/test-utils';
import { batchMigrationApiRef, type BatchMigrationApi } from '../api';
import { japaneseLanguage, japaneseTranslations } from './japanese';

/** What the validation of a field of a form is called with. */
export function formApis(
  api: BatchMigrationApi,
  language: 'en' | 'ja' = 'en',
): ApiHolder {
  return TestApiRegistry.from(
    [batchMigrationApiRef, api],
    [
      translationApiRef,
      language === 'ja' ? japaneseTranslations() : mockApis.translation(),
    ],
    [
      appLanguageApiRef,
      { ...japaneseLanguage, getLanguage: () => ({ language }) },
    ],
  );
}

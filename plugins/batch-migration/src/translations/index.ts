import {
  createTranslationRef,
  type TranslationRef,
} from '@backstage/core-plugin-api/alpha';
import { messages } from './en';
import { withGroupedCounts } from './groupedCounts';
import type { EnglishTexts } from './texts';

/** Carries Japanese with it, so that an app only has to list the language. */
export const batchMigrationTranslationRef = createTranslationRef({
  id: 'plugin.batch-migration',
  // Without their types, which `EnglishTexts` gives: see there.
  messages: withGroupedCounts<{}>(messages),
  translations: {
    ja: async () => ({
      default: withGroupedCounts<{}>((await import('./ja')).default),
    }),
  },
}) as TranslationRef<'plugin.batch-migration', EnglishTexts>;

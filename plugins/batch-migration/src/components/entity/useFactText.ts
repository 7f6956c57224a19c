import type { Fact } from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { whyServerMessages } from '../../translations/why.en';
import { useInstantText } from '../time/Time';

type NamedFact = keyof typeof whyServerMessages.factNames;

const isNamed = (name: string): name is NamedFact =>
  Object.prototype.hasOwnProperty.call(whyServerMessages.factNames, name);

/** An instant in UTC, as sources write it into the text of a fact. */
const INSTANT = /\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z/g;

/**
 * Words for a fact: its name where it has a word of its own, and its value
 * with instants in the estate's zone. What is not known says so.
 */
export function useFactText() {
  const { t } = useTexts();
  const instant = useInstantText();
  return {
    nameOf: ({ name }: Pick<Fact, 'name'>): string =>
      isNamed(name) ? t(`whyServer.factNames.${name}`) : name,
    valueOf: ({ value }: Pick<Fact, 'value'>): string =>
      value === null ? t('facts.unknown') : value.replace(INSTANT, instant),
    sourceOf: ({ source, observedAt }: Fact): string =>
      t('facts.source', {
        source,
        at: observedAt ? instant(observedAt) : t('facts.noTime'),
      }),
  };
}

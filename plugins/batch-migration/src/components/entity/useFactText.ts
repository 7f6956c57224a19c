import { useCallback } from 'react';
import type { Fact } from 'backstage-plugin-batch-migration-common';
import { useServerText } from '../../translations/said/useServerWords';
import { useTexts } from '../../translations/useTexts';
import type { factValueMessages } from '../../translations/factValues.en';
import { whyServerMessages } from '../../translations/why.en';
import { useInstantText } from '../time/Time';

type Value = keyof typeof factValueMessages.values;
type Effect = keyof typeof factValueMessages.effects;

/** Values that mean something by themselves, by the facts that have them. */
const WORDED: Readonly<Record<string, Readonly<Record<string, Value>>>> = {
  'instance-generation': { current: 'current', previous: 'previous' },
  virtualization: { paravirtual: 'paravirtual' },
  tls: { 'no TLS 1.2': 'noTls12' },
  'scheduled-events': { none: 'noEvents' },
  'instance-state': {
    pending: 'pending',
    running: 'running',
    stopping: 'stopping',
    stopped: 'stopped',
    terminated: 'terminated',
  },
};

function wordFor({ name, value }: Pick<Fact, 'name' | 'value'>) {
  const words = Object.hasOwn(WORDED, name) ? WORDED[name] : {};
  return value !== null && Object.hasOwn(words, value)
    ? words[value]
    : undefined;
}

/** An event that ends a host, as the AWS inventory writes it. */
const EVENT = /^(instance-retirement|instance-stop) of ([^\s:]+)(.*)$/;

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
  const server = useServerText();
  /** What a hard date does; words of people and of AWS stay as they are. */
  const effectOf = useCallback(
    (effect: string): string => {
      const [, code, host, said] = EVENT.exec(effect) ?? [];
      return code
        ? t(`factValues.effects.${code as Effect}`, { instance: host }) + said
        : server(effect);
    },
    [t, server],
  );
  return {
    nameOf: ({ name }: Pick<Fact, 'name'>): string =>
      isNamed(name) ? t(`whyServer.factNames.${name}`) : name,
    valueOf: ({ name, value }: Pick<Fact, 'name' | 'value'>): string => {
      if (value === null) return t('facts.unknown');
      const word = wordFor({ name, value });
      return word
        ? t(`factValues.values.${word}`)
        : value.replace(INSTANT, instant);
    },
    effectOf,
    sourceOf: ({ source, observedAt }: Fact): string =>
      t('facts.source', {
        source,
        at: observedAt ? instant(observedAt) : t('facts.noTime'),
      }),
  };
}

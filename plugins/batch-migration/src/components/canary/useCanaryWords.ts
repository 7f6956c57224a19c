import type {
  GuardrailReading,
  GuardrailUnit,
  GuardrailView,
} from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { useTexts } from '../../translations/useTexts';

/** Below one, a rate needs another digit to say something. */
const digitsOf = (value: number) => (Math.abs(value) < 1 ? 3 : 2);

/** Numbers of a canary as people write them. */
export function useCanaryWords() {
  const { t } = useTexts();
  const { locale } = useEstate();
  const number = (value: number, digits = 0, least = 0) =>
    new Intl.NumberFormat(locale, {
      maximumFractionDigits: digits,
      minimumFractionDigits: least,
    }).format(value);
  /** `10 %`, `9.9 %`. */
  const percent = (value: number, digits = 1) => `${number(value, digits)} %`;
  const unitOf = (value: number, unit: GuardrailUnit): string => {
    const digits = digitsOf(value);
    switch (unit) {
      case 'percent':
        return `${number(value, digits, digits)} %`;
      case 'ms':
        return `${number(value)} ms`;
      default:
        return number(value, 2);
    }
  };
  const reading = (of: GuardrailReading | null, unit: GuardrailUnit | null) => {
    if (!of || !unit) return '–';
    const value = unitOf(of.value, unit);
    return of.outOf === null
      ? value
      : t('canary.guardrails.outOf', { value, all: number(of.outOf) });
  };
  const limitOf = ({ limit, unit }: GuardrailView): string => {
    if (!limit || !unit) return t('canary.guardrails.attestedLimit');
    const { type, value } = limit;
    switch (type) {
      case 'points-over-legacy':
        return t('canary.guardrails.points', { value: number(value, 3, 2) });
      case 'percent-over-legacy':
        return t('canary.guardrails.percent', { value: percent(value) });
      case 'together-at-most':
        return t('canary.guardrails.together', { value: number(value, 2) });
      default:
        return value === 0
          ? t('canary.guardrails.mustBe', { value: '0' })
          : t('canary.guardrails.atMost', { value: unitOf(value, unit) });
    }
  };
  return { number, percent, reading, limitOf };
}

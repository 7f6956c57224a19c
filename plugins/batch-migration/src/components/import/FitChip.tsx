import type { JsonFit } from 'backstage-plugin-batch-migration-common';
import { useTokens } from '../../theme/tokens';
import { useServerText } from '../../translations/said/useServerWords';
import { useTexts } from '../../translations/useTexts';
import { importMessages } from '../../translations/import.en';
import { CodeText } from '../CodeText';
import { WhyPopover } from '../why/WhyPopover';

type Rule = keyof typeof importMessages.fit.rules;

const isNamed = (rule: string): rule is Rule =>
  Object.hasOwn(importMessages.fit.rules, rule);

/** The verdict over all rules: one that does not fit names itself, one that is unknown is never green. */
export const FitChip = ({
  fit,
  tabIndex,
}: {
  fit: JsonFit[];
  /** -1 in a list that is one tab stop. */
  tabIndex?: number;
}) => {
  const { t } = useTexts();
  const server = useServerText();
  const tokens = useTokens();
  const nameOf = (rule: string) =>
    isNamed(rule) ? t(`import.fit.rules.${rule}`) : rule;
  const refusing = fit.find(({ verdict }) => verdict === 'does-not-fit');
  const isKnown =
    fit.length > 0 && fit.every(({ verdict }) => verdict === 'fits');
  let look = {
    words: t('import.fit.unknown') as string,
    color: tokens.text2,
    background: tokens.faint,
    border: tokens.rule,
  };
  if (refusing) {
    look = {
      words: nameOf(refusing.rule),
      color: tokens.warningText,
      background: tokens.warningSurface,
      border: tokens.warning,
    };
  } else if (isKnown) {
    look = {
      words: t('import.fit.fits'),
      color: tokens.good,
      background: tokens.goodSurface,
      border: 'transparent',
    };
  }
  const { words, border, ...colours } = look;
  const verdict = refusing
    ? `${t('import.fit.verdicts.does-not-fit')}, ${words}`
    : words;
  return (
    <WhyPopover
      word={t('import.fit.chip', { verdict })}
      tabIndex={tabIndex}
      answer={() => (
        <ul style={{ margin: 0, paddingLeft: 20 }}>
          {fit.map(({ rule, verdict: ofRule, message }) => (
            <li key={rule}>
              <CodeText
                text={t('import.fit.rule', {
                  rule: nameOf(rule),
                  verdict: t(`import.fit.verdicts.${ofRule}`),
                  message: server(message),
                })}
              />
            </li>
          ))}
        </ul>
      )}
    >
      <span
        role="img"
        aria-label={t('import.fit.chip', { verdict })}
        style={{
          ...colours,
          border: `1px solid ${border}`,
          borderRadius: 10,
          padding: '1px 8px',
          fontSize: 11,
          fontWeight: 600,
          whiteSpace: 'nowrap',
        }}
      >
        {words}
      </span>
    </WhyPopover>
  );
};

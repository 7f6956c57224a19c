import type { ServerDetail } from 'backstage-plugin-batch-migration-common';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { CodeText } from '../CodeText';

/** So many are named; the squares below lead to all. */
const NAMED = 3;

/** Why a server cannot be shut down, in the reader's language. */
export const VerdictReasons = ({ server }: { server: ServerDetail }) => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const namesOf = (workloads: Array<{ name: string }>): string => {
    const names = workloads
      .slice(0, NAMED)
      .map(({ name }) => name)
      .join(', ');
    const rest = workloads.length - NAMED;
    return rest > 0
      ? t('verdictGrounds.more', { names, rest: numberText(rest) })
      : names;
  };
  if (server.reasons.length === 0) return null;
  return (
    <ul style={{ marginTop: 0 }}>
      {server.grounds?.map(({ code, workloads }) => (
        <li key={code}>
          {code === 'never-read'
            ? t('verdictGrounds.never-read')
            : t(`verdictGrounds.${code}`, {
                number: numberText(workloads.length),
                names: namesOf(workloads),
              })}
        </li>
      )) ??
        server.reasons.map(reason => (
          <li key={reason} lang="en">
            <CodeText text={reason} />
          </li>
        ))}
    </ul>
  );
};

import { useTexts } from '../../translations/useTexts';
import type { FactRow } from './factRows';
import { useFactText } from './useFactText';

/** Who says so, and when; where they differ, what each of them says. */
export const FactAnswer = ({ row: { name, values } }: { row: FactRow }) => {
  const { t } = useTexts();
  const { valueOf, sourceOf } = useFactText();
  return (
    <ul aria-label={t('facts.sources')} style={{ margin: 0, paddingLeft: 20 }}>
      {values.flatMap(({ value, said }) =>
        said.map(fact => (
          <li key={fact.source}>
            {values.length > 1
              ? t('serverTab.facts.says', {
                  value: valueOf({ name, value }),
                  source: sourceOf(fact),
                })
              : sourceOf(fact)}
          </li>
        )),
      )}
    </ul>
  );
};

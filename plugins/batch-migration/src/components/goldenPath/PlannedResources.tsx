import type { PlannedResource } from 'backstage-plugin-batch-migration-common';
import { useTexts } from '../../translations/useTexts';
import { useTableStyles } from '../forecast/tableStyles';

/** Resources by kind, with their names as far as these are known. */
export const PlannedResources = ({
  resources,
}: {
  resources: PlannedResource[];
}) => {
  const { t } = useTexts();
  const styles = useTableStyles();
  return (
    // Scrolls sideways within its card, also by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.scroll} tabIndex={0} role="group">
      <table className={styles.table}>
        <caption>{t('goldenPath.resources.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('goldenPath.resources.kind')}</th>
            <th scope="col" className={styles.number}>
              {t('goldenPath.resources.count')}
            </th>
            <th scope="col">{t('goldenPath.resources.names')}</th>
          </tr>
        </thead>
        <tbody>
          {resources.map(({ kind, count, names }) => (
            <tr key={kind}>
              <th scope="row">{t(`goldenPath.kinds.${kind}`)}</th>
              <td className={styles.number}>{count}</td>
              <td>
                {names.length === 0
                  ? t('goldenPath.resources.unnamed')
                  : names.map(name => (
                      <div key={name}>
                        <code>{name}</code>
                      </div>
                    ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

import type { ServerDetail } from 'backstage-plugin-batch-migration-common';
import { ServerWords } from '../../translations/said/ServerWords';
import { useTexts } from '../../translations/useTexts';
import { Section } from '../states/Section';

/** What reading the inventory brought up; a line that cannot be read is an error. */
export const InventoryIssues = ({
  issues,
}: {
  issues: ServerDetail['issues'];
}) => {
  const { t } = useTexts();
  if (issues.length === 0) return null;
  return (
    <Section title={t('issues.title')} hint={t('issues.hint')}>
      <ul style={{ margin: 0 }}>
        {issues.map(({ path, line, column, severity, code, message }) => (
          <li key={`${path} ${line} ${column} ${code} ${message}`}>
            <b>
              {t('issues.severity', {
                severity: t(`import.severities.${severity}`),
              })}
            </b>{' '}
            <code>{[path, line, column].filter(Boolean).join(':')}</code>{' '}
            <ServerWords text={message} />
          </li>
        ))}
      </ul>
    </Section>
  );
};

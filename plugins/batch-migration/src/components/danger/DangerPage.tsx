import { Content, Header, MarkdownContent } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import makeStyles from '@material-ui/core/styles/makeStyles';
import { DANGER_TYPES } from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { dangerRouteRef, handoverRouteRef, rootRouteRef } from '../../routes';
import { useTexts } from '../../translations/useTexts';
import { FilterLink } from '../links';
import { inPage } from '../page/inPage';
import { Section } from '../states/Section';
import { isDangerType, withPortalLinks } from './dangerText';
import { DangerPageLink } from './DangerPageLink';
import { dangerPages as english } from './pages.en';
import { dangerPages as japanese } from './pages.ja';

const useStyles = makeStyles({
  // In a line of words, colour alone does not tell a link.
  text: { '& a': { textDecoration: 'underline' } },
});

const Danger = ({ type }: { type: string }) => {
  const { t } = useTexts();
  const { locale } = useEstate();
  const styles = useStyles();
  const root = useRouteRef(rootRouteRef);
  const danger = useRouteRef(dangerRouteRef);
  const handover = useRouteRef(handoverRouteRef);
  const known = isDangerType(type) ? type : undefined;
  const pages = locale.startsWith('ja') ? japanese : english;

  return (
    <>
      <Header
        title={known ? t(`dangers.${known}`) : t('dangerPage.title')}
        type={t('overview.title')}
        typeLink={root()}
        subtitle={known ?? t('dangerPage.unknown', { type })}
      />
      <Content>
        <Box display="grid" maxWidth={860} style={{ gap: 16 }}>
          {known && (
            <Section
              title={t('dangerPage.about')}
              action={
                <FilterLink filters={{ danger: [known] }}>
                  {t('dangerPage.inIt')}
                </FilterLink>
              }
            >
              <MarkdownContent
                className={styles.text}
                content={withPortalLinks(pages[known], {
                  danger: other => danger({ type: other }),
                  handover: handover(),
                })}
              />
            </Section>
          )}
          <Section title={t('dangerPage.all')}>
            <Box component="ul" m={0} pl={2.5}>
              {DANGER_TYPES.filter(other => other !== known).map(other => (
                <li key={other}>
                  {t(`dangers.${other}`)} <DangerPageLink type={other} />
                </li>
              ))}
            </Box>
          </Section>
        </Box>
      </Content>
    </>
  );
};

/** What a danger means, how it is seen, how to mend it, and who is in it. */
export const DangerPage = inPage(Danger);

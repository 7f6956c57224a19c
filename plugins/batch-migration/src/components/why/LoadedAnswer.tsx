import { Link } from '@backstage/core-components';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import Box from '@material-ui/core/Box';
import type { WorkloadView } from 'backstage-plugin-batch-migration-common';
import { batchMigrationApiRef } from '../../api';
import { useLiveLoad } from '../../hooks/useLiveLoad';
import { workloadRouteRef } from '../../routes';
import { useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { DangerPageLink } from '../danger/DangerPageLink';
import { isDangerType } from '../danger/dangerText';
import { FindingSentence } from '../danger/FindingSentence';
import { Loaded } from '../states/Loaded';
import { Answer } from './Answer';
import type { DerivedWord } from './derivedWords';
import { WHY } from './whyAddress';

export interface LoadedAnswerProps {
  workload: Pick<WorkloadView, 'id' | 'name'>;
  word: DerivedWord;
}

/** A list has no evidence: it is read for the one word that is asked about. */
export const LoadedAnswer = ({ workload, word }: LoadedAnswerProps) => {
  const { t } = useTexts();
  const tokens = useTokens();
  const api = useApi(batchMigrationApiRef);
  const path = useRouteRef(workloadRouteRef);
  const detail = useLiveLoad(
    signal => api.workload(workload.id, { signal }),
    workload.id,
  );
  return (
    <>
      <Loaded
        load={detail}
        what={t('states.what.workload')}
        boxes={[18, 36, 36]}
      >
        {found => (
          <>
            {[...found.assessment.dangers, ...found.assessment.blockers]
              .filter(({ type }) => type === word)
              .map(finding => (
                <Box key={finding.message} color={tokens.text2} mb={0.5}>
                  <FindingSentence workload={found} finding={finding} />
                </Box>
              ))}
            <Answer workload={found} word={word} />
          </>
        )}
      </Loaded>
      <Box mt={1} display="flex" flexWrap="wrap" style={{ gap: '4px 16px' }}>
        <Link to={`${path({ id: workload.id })}?${WHY}=${word}`}>
          {t('why.openOnPage', { name: workload.name })}
        </Link>
        {isDangerType(word) && <DangerPageLink type={word} />}
      </Box>
    </>
  );
};

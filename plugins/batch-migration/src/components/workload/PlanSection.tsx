import { Link } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import makeStyles from '@material-ui/core/styles/makeStyles';
import EditIcon from '@material-ui/icons/Edit';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  planUpdatePermission,
  type WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { tokensOf } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { EntityLink } from '../links';
import { OwnerProposals } from '../owners/OwnerProposals';
import { LockedButton } from '../states/LockedButton';
import { Section } from '../states/Section';
import type { SavedPlan } from '../undo/UndoPlan';
import { useTableStyles } from '../workloads/tableStyles';
import { IntendedSchedule } from './IntendedSchedule';
import { PlanDrawer } from './PlanDrawer';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    facts: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(140px, 1fr))',
      gap: theme.spacing(1.5),
      margin: 0,
      '& dt': { fontSize: 12, color: tokens.text2 },
      '& dd': { margin: 0, fontWeight: 500, overflowWrap: 'anywhere' },
    },
    record: {
      fontSize: 14,
      fontWeight: 600,
      margin: theme.spacing(2, 0, 1),
      paddingTop: theme.spacing(1.5),
      borderTop: `1px solid ${tokens.rule}`,
    },
    candidates: {
      '& td:first-child, & tbody th:first-child': { paddingLeft: 0 },
      '& tbody tr:first-child > *': { borderTop: 0 },
      '& td:nth-child(2)': { whiteSpace: 'nowrap' },
    },
    taken: { fontWeight: 600 },
    adopted: {
      background: tokens.goodSurface,
      color: tokens.good,
      borderRadius: 10,
      padding: '1px 8px',
      fontWeight: 600,
    },
  };
});

/** The last part of `file:///…/news-batch-jobs` or of a web address. */
function repositoryName(repository: string): string {
  return repository.replace(/\/+$/, '').split('/').pop() || repository;
}

/** Only the web's own schemes become links: a repository is a string from outside. */
const Repository = ({ repository }: { repository: string }) => {
  const name = repositoryName(repository);
  return /^https?:\/\//.test(repository) ? (
    <Link to={repository}>{name}</Link>
  ) : (
    <span title={repository}>{name}</span>
  );
};

export const PlanSection = ({
  workload,
  onSaved,
}: {
  workload: WorkloadDetail;
  /** Without a plan where it cannot be taken back. */
  onSaved: (saved?: SavedPlan) => void;
}) => {
  const { t } = useTexts();
  const styles = useStyles();
  const table = useTableStyles();
  const [editing, setEditing] = useState(false);
  const [takenOwner, setTakenOwner] = useState<string>();
  const edit = (owner?: string) => {
    setTakenOwner(owner);
    setEditing(true);
  };
  const { plan, repositories, ownerRef, ownerProposals } = workload;
  const { allowed, loading } = usePermission({
    permission: planUpdatePermission,
    resourceRef: workload.id,
  });
  const missing = allowed || loading ? undefined : planUpdatePermission.name;

  return (
    <Section
      title={t('plan.title')}
      hint={
        plan.version > 0
          ? t('plan.version', { version: String(plan.version) })
          : t('plan.none')
      }
      action={
        <LockedButton
          size="small"
          variant="outlined"
          startIcon={<EditIcon />}
          missing={missing}
          onClick={() => edit()}
        >
          {t('plan.edit')}
        </LockedButton>
      }
    >
      {missing && <p>{t('states.locked', { permission: missing })}</p>}
      <dl className={styles.facts}>
        <div>
          <dt>{t('plan.strategy')}</dt>
          <dd>{plan.strategy ? t(`strategies.${plan.strategy}`) : '–'}</dd>
        </div>
        <div>
          <dt>{t('plan.targetPlatform')}</dt>
          <dd>{plan.targetPlatform ?? '–'}</dd>
        </div>
        <div>
          <dt>{t('plan.wave')}</dt>
          <dd>{plan.wave ?? '–'}</dd>
        </div>
        <div>
          <dt>{t('plan.repository')}</dt>
          <dd>
            {repositories.length === 0 && '–'}
            {repositories.map(repository => (
              <div key={repository}>
                <Repository repository={repository} />
              </div>
            ))}
          </dd>
        </div>
        <div>
          <dt>{t('plan.owner')}</dt>
          <dd>{ownerRef ? <EntityLink entityRef={ownerRef} /> : '–'}</dd>
        </div>
        {plan.reviewDate && (
          <div>
            <dt>{t('plan.reviewDate')}</dt>
            <dd>{plan.reviewDate}</dd>
          </div>
        )}
      </dl>
      <OwnerProposals
        proposals={ownerProposals}
        missing={missing}
        onUse={edit}
      />
      {plan.notes && <p style={{ whiteSpace: 'pre-wrap' }}>{plan.notes}</p>}
      <h3 className={styles.record}>{t('plan.decision')}</h3>
      {plan.decision?.candidates.length ? (
        <Box overflow="auto">
          <table
            className={`${table.table} ${styles.candidates}`}
            aria-label={t('plan.decision')}
          >
            <tbody>
              {plan.decision.candidates.map(({ name, adopted, reason }) => (
                <tr key={name}>
                  <th
                    scope="row"
                    className={adopted ? styles.taken : undefined}
                  >
                    {name}
                  </th>
                  <td>
                    {adopted ? (
                      <span className={styles.adopted}>
                        {t('plan.adopted')}
                      </span>
                    ) : (
                      t('plan.rejected')
                    )}
                  </td>
                  <td>{reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Box>
      ) : (
        <p>{t('plan.noDecision')}</p>
      )}
      <IntendedSchedule workload={workload} onApproved={() => onSaved()} />
      {editing && (
        <PlanDrawer
          workloadId={workload.id}
          name={workload.name}
          roleRef={workload.roleRef}
          isService={workload.kind === 'service'}
          schedule={workload.schedule}
          ownerProposals={ownerProposals}
          takenOwner={takenOwner}
          onClose={() => setEditing(false)}
          onSaved={saved => {
            setEditing(false);
            onSaved(saved);
          }}
        />
      )}
    </Section>
  );
};

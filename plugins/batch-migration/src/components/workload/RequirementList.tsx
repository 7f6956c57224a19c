import { Link } from '@backstage/core-components';
import makeStyles from '@material-ui/core/styles/makeStyles';
import CheckIcon from '@material-ui/icons/CheckCircle';
import BrokenIcon from '@material-ui/icons/Error';
import LinkIcon from '@material-ui/icons/Link';
import PersonIcon from '@material-ui/icons/Person';
import OpenIcon from '@material-ui/icons/RadioButtonUnchecked';
import LapsedIcon from '@material-ui/icons/Schedule';
import SeenIcon from '@material-ui/icons/Visibility';
import {
  checkRequirement,
  REQUIREMENT_STATES,
  type Requirement,
  type RequirementState,
  type WorkloadDetail,
} from 'backstage-plugin-batch-migration-common';
import { useEstate } from '../../hooks/useEstate';
import { tokensOf, useTokens } from '../../theme/tokens';
import { useTexts } from '../../translations/useTexts';
import { Section } from '../states/Section';
import { useGroundText } from './useGroundText';

const useStyles = makeStyles(theme => {
  const tokens = tokensOf(theme.palette.type);
  return {
    list: { listStyle: 'none', margin: 0, padding: 0 },
    row: {
      display: 'grid',
      gridTemplateColumns: '22px minmax(0, 3fr) minmax(0, 4fr) 20px',
      columnGap: 8,
      alignItems: 'center',
      minHeight: 32,
      padding: '3px 0',
      borderTop: `1px solid ${tokens.rule}`,
      fontSize: 13,
      color: tokens.text1,
      overflowWrap: 'anywhere',
    },
    ground: { textAlign: 'right', fontSize: 12, color: tokens.text2 },
    broken: { color: tokens.dangerText, fontWeight: 500 },
    lapsed: { color: tokens.warningText, fontWeight: 500 },
  };
});

const STATE_ICONS = {
  met: CheckIcon,
  broken: BrokenIcon,
  lapsed: LapsedIcon,
  open: OpenIcon,
};
const CHECK_ICONS = {
  probe: SeenIcon,
  attestation: PersonIcon,
  link: LinkIcon,
};

const Row = ({
  requirement,
  workload,
  now,
}: {
  requirement: Requirement;
  workload: WorkloadDetail;
  now: Date;
}) => {
  const { t } = useTexts();
  const styles = useStyles();
  const tokens = useTokens();
  const { text, check, evidence } = requirement;
  const { state, ground } = checkRequirement(requirement, workload, now);
  const colours: Record<RequirementState, string> = {
    // What a person says is not seen: it is not green.
    met: check === 'attestation' ? tokens.text3 : tokens.good,
    broken: tokens.danger,
    lapsed: tokens.warningText,
    open: tokens.text3,
  };
  const StateIcon = STATE_ICONS[state];
  const CheckedBy = check ? CHECK_ICONS[check] : OpenIcon;
  const checked = t(`plan.checks.${check ?? 'none'}`);
  const words = useGroundText()(requirement, ground);
  let look = '';
  if (state === 'broken') look = styles.broken;
  if (state === 'lapsed') look = styles.lapsed;
  return (
    <li className={styles.row}>
      <StateIcon
        fontSize="small"
        style={{ color: colours[state] }}
        titleAccess={t(`planDetails.states.${state}`)}
      />
      <span title={checked}>{text}</span>
      <span className={`${styles.ground} ${look}`}>
        {words}
        {evidence && ' · '}
        {evidence && ground === 'linked' ? (
          <Link to={evidence} style={{ textDecoration: 'underline' }}>
            {evidence}
          </Link>
        ) : (
          evidence
        )}
      </span>
      <CheckedBy
        fontSize="small"
        style={{ color: tokens.text2 }}
        titleAccess={checked}
      />
    </li>
  );
};

/** Each requirement of the plan, whether it is met, and what says so. */
export const RequirementList = ({ workload }: { workload: WorkloadDetail }) => {
  const { t } = useTexts();
  const styles = useStyles();
  const { now } = useEstate();
  const { requirements } = workload.plan;
  // An expiry is judged by the clock of the estate, once that is known.
  const states = now
    ? requirements.map(one => checkRequirement(one, workload, now).state)
    : [];
  const counted = REQUIREMENT_STATES.map(state => ({
    state,
    number: states.filter(one => one === state).length,
  }))
    .filter(({ number }) => number > 0)
    .map(({ state, number }) =>
      t('sentences.counted', {
        number: String(number),
        verdict: t(`planDetails.states.${state}`),
      }),
    );
  return (
    <Section
      title={t('plan.requirements')}
      hint={counted.join(t('sentences.comma'))}
    >
      {requirements.length === 0 && (
        <p style={{ margin: 0 }}>{t('workloadPage.noRequirements')}</p>
      )}
      {now && requirements.length > 0 && (
        <ul className={styles.list}>
          {requirements.map(requirement => (
            <Row key={requirement.id} {...{ requirement, workload, now }} />
          ))}
        </ul>
      )}
    </Section>
  );
};

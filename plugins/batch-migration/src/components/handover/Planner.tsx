import Box from '@material-ui/core/Box';
import makeStyles from '@material-ui/core/styles/makeStyles';
import { useAddress } from '../../address';
import { useTexts } from '../../translations/useTexts';
import { Loaded } from '../states/Loaded';
import { Section } from '../states/Section';
import { HandoverVerdict } from './HandoverVerdict';
import type { HandoverAddress } from './handoverAddress';
import { JobList } from './JobList';
import { SaveToPlans, type NotCurrent } from './SaveToPlans';
import { MINUTE } from './scale';
import { Steps } from './Steps';
import { TimelineSection } from './TimelineSection';
import { ToSettle } from './ToSettle';
import { useInstant } from './useInstant';
import type { JobsInQuestion } from './useJobsInQuestion';
import type { Preview } from './usePreview';
import { useSavedPlans } from './useSavedPlans';
import { Windows } from './Windows';

const useStyles = makeStyles(theme => ({
  page: {
    display: 'grid',
    gap: theme.spacing(2),
    alignItems: 'start',
    gridTemplateColumns: 'minmax(290px, 2fr) minmax(0, 7fr)',
    fontFamily: theme.typography.fontFamily,
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  stack: { display: 'grid', gap: theme.spacing(2), minWidth: 0 },
  pair: {
    display: 'grid',
    gap: theme.spacing(2),
    alignItems: 'start',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr)',
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
}));

export interface PlannerProps {
  found: JobsInQuestion;
  asked: HandoverAddress;
  chosen: string[];
  preview: Preview;
}

/** Jobs and windows on the left; what follows from them on the right. */
export const Planner = ({ found, asked, chosen, preview }: PlannerProps) => {
  const { t } = useTexts();
  const styles = useStyles();
  const { change } = useAddress();
  // Beside an error nothing of an earlier plan is told as if it held.
  const current = preview.error ? undefined : preview.value;
  const answer = chosen.length > 0 ? current : null;
  const settled =
    asked.at ??
    answer?.plan.windows[0]?.switchAt ??
    answer?.candidates[0]?.switchAt;
  const { at, move } = useInstant(
    settled === undefined ? undefined : Date.parse(settled),
    next =>
      change(search => search.set('at', new Date(next).toISOString()), {
        replace: true,
      }),
  );
  const saved = useSavedPlans(found.built);
  const notCurrent = (): NotCurrent | undefined => {
    if (preview.error) return 'failed';
    const minutes = [at, settled && Date.parse(settled)].map(
      time => time && Math.floor(time / MINUTE),
    );
    if (minutes[0] !== minutes[1]) return 'moved';
    return preview.isCurrent ? undefined : 'loading';
  };
  const inPlan = answer?.plan.jobs.map(({ id }) => id) ?? [];
  const save = (
    <SaveToPlans
      ids={preview.error ? chosen : inPlan}
      plan={answer?.plan}
      saved={saved}
      notCurrent={notCurrent()}
    />
  );
  const choose = (ids: string[]) =>
    change(search => search.set('ids', ids.join(',')));

  return (
    <div className={styles.page}>
      <div className={styles.stack}>
        <JobList
          built={found.built}
          cut={found.cut}
          chosen={chosen}
          preview={answer}
          onChoose={choose}
          onAttested={preview.reload}
        />
        <Windows
          preview={answer}
          asked={asked}
          chosen={chosen}
          at={at}
          onTake={move}
          onChange={changes =>
            change(search => {
              for (const [name, value] of Object.entries(changes)) {
                if (value) search.set(name, value);
                else search.delete(name);
              }
            })
          }
        />
      </div>
      <Box position="relative" className={styles.stack}>
        {chosen.length === 0 ? (
          <Section title={t('handover.settle.title')}>
            <p>{t('handover.nothingChosen')}</p>
          </Section>
        ) : (
          <Loaded
            load={preview}
            what={t('states.what.handover')}
            boxes={[72, 380, 240]}
          >
            {plan =>
              plan && (
                <>
                  <HandoverVerdict preview={plan} at={settled} save={save} />
                  {at !== undefined && (
                    <TimelineSection preview={plan} at={at} onMove={move} />
                  )}
                  <div className={styles.pair}>
                    <ToSettle
                      preview={plan}
                      withinDays={asked.withinDays}
                      onLeaveOut={id =>
                        choose(chosen.filter(other => other !== id))
                      }
                      onTake={move}
                      onPlanAlone={id =>
                        change(search => {
                          search.set('ids', id);
                          search.delete('at');
                        })
                      }
                      onLookFurther={days =>
                        change(search => search.set('within', String(days)))
                      }
                      onAttested={preview.reload}
                    />
                    <Steps plan={plan.plan} />
                  </div>
                </>
              )
            }
          </Loaded>
        )}
        {/* Where no verdict stands to hold it. */}
        {!answer && save}
      </Box>
    </div>
  );
};

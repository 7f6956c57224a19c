import { Content, Header, HeaderLabel } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useMemo } from 'react';
import { useAddress } from '../../address';
import { useEstate } from '../../hooks/useEstate';
import { rootRouteRef } from '../../routes';
import { useNumberText } from '../../translations/useNumberText';
import { useTexts } from '../../translations/useTexts';
import { refName } from '../links';
import { inPage } from '../page/inPage';
import { Loaded } from '../states/Loaded';
import { WaveName } from '../workload/WaveName';
import { readAddress } from './handoverAddress';
import { runsTwice } from './jobVerdict';
import { NothingYet } from './NothingYet';
import { Planner } from './Planner';
import { useJobsInQuestion, type JobsInQuestion } from './useJobsInQuestion';
import { usePreview } from './usePreview';
import { ZoneOfPlan } from './words';

/** `bat000 / bat000-scheduled-jobs`, as far as all jobs share it. */
function placeOf({ built, blocked }: JobsInQuestion): string | undefined {
  const jobs = built.length > 0 ? built : blocked;
  const shared = (refs: string[]) =>
    new Set(refs).size === 1 ? refName(refs[0]) : undefined;
  return [
    shared(jobs.flatMap(({ serverRefs }) => serverRefs)),
    shared(jobs.map(({ roleRef }) => roleRef)),
  ]
    .filter(Boolean)
    .join(' / ');
}

const Handover = () => {
  const { t } = useTexts();
  const numberText = useNumberText();
  const root = useRouteRef(rootRouteRef);
  const estate = useEstate();
  const { search } = useAddress();
  const asked = useMemo(() => readAddress(search), [search]);
  const jobs = useJobsInQuestion(asked);
  const built = jobs.value?.built ?? [];
  const twice = new Set(built.filter(runsTwice).map(({ id }) => id));
  const chosen = jobs.value
    ? (asked.ids ?? built.map(({ id }) => id)).filter(id => !twice.has(id))
    : [];
  const preview = usePreview(asked, chosen);
  const timezone = preview.value?.timezone ?? estate.timezone;
  const waves = new Set(
    built.filter(({ id }) => chosen.includes(id)).map(({ plan }) => plan.wave),
  );
  // Of jobs in several waves none is told.
  const [wave] = waves.size === 1 ? waves : [null];
  // Beside an error nothing of an earlier plan is told.
  const views =
    chosen.length > 0 && !preview.error ? preview.value?.jobs : undefined;

  return (
    <>
      <Header
        title={t('handover.title')}
        type={t('overview.title')}
        typeLink={root()}
        subtitle={jobs.value && placeOf(jobs.value)}
      >
        {timezone && (
          <HeaderLabel label={t('overview.zone')} value={timezone} />
        )}
        {wave && (
          <HeaderLabel
            label={t('workload.wave')}
            value={<WaveName name={wave} />}
            contentTypograpyRootComponent="p"
          />
        )}
        {views && (
          <HeaderLabel
            label={t('handover.runTimes')}
            value={t('handover.known', {
              known: numberText(
                views.filter(({ longestRun }) => longestRun !== null).length,
              ),
              all: numberText(views.length),
            })}
          />
        )}
      </Header>
      <Content>
        <Loaded
          load={jobs}
          what={t('states.what.built')}
          boxes={[220, 160, 320]}
        >
          {found =>
            found.built.length === 0 ? (
              <NothingYet {...found} />
            ) : (
              <ZoneOfPlan.Provider value={timezone}>
                <Planner
                  found={found}
                  asked={asked}
                  chosen={chosen}
                  preview={preview}
                />
              </ZoneOfPlan.Provider>
            )
          }
        </Loaded>
      </Content>
    </>
  );
};

/** At which instant can these jobs move with no missed and no double run? */
export const HandoverPage = inPage(Handover);

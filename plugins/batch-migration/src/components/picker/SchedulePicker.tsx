import { useApi } from '@backstage/core-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import { useMemo } from 'react';
import { batchMigrationApiRef } from '../../api';
import { EstateProvider, useEstate } from '../../hooks/useEstate';
import { useLoad } from '../../hooks/useLoad';
import { useTexts } from '../../translations/useTexts';
import { Loaded } from '../states/Loaded';
import { Problem } from '../states/Problem';
import { HostSchedule } from './HostSchedule';
import { judgeSchedule } from './judgeSchedule';
import { ScheduleEditor } from './ScheduleEditor';
import { ScheduleFacts } from './ScheduleFacts';
import { asChosenTime, asOverrides, type Override } from './scheduleValue';
import { asIds } from './takeable';

/**
 * Without `ui:options.workloads` it answers one schedule. With it, the name of
 * the field that holds workloads, it answers a list of those whose schedule is
 * written in another way than on the host.
 */
export type SchedulePickerProps = FieldExtensionComponentProps<
  { expression: string; timezone: string } | Override[],
  { workloads?: string }
>;

/** The schedule of a job that has no legacy side. */
const OneSchedule = ({
  formData,
  onChange,
  rawErrors = [],
  schema,
  idSchema,
}: SchedulePickerProps) => {
  const { t } = useTexts();
  const { timezone = 'UTC', now } = useEstate();
  const value = asChosenTime(formData, timezone);
  const { expression, timezone: zone } = value;
  const judgement = useMemo(
    () => now && judgeSchedule({ expression, timezone: zone }, null, now),
    // Every tick of the clock says the same until the next run is past.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [expression, zone, now === undefined],
  );
  const title = schema?.title ?? t('schedulePicker.label');
  return (
    <section aria-label={title}>
      <Typography variant="subtitle1" component="h3" gutterBottom>
        {title}
      </Typography>
      <ScheduleEditor
        id={idSchema?.$id ?? 'schedule'}
        value={value}
        onChange={onChange}
      />
      <Box mt={2}>
        {judgement && (
          <ScheduleFacts value={value} judgement={judgement} host={null} />
        )}
      </Box>
      {rawErrors.map(error => (
        <Problem key={error}>{error}</Problem>
      ))}
    </section>
  );
};

/** The schedules of workloads that move, each beside that of its host. */
const HostSchedules = ({
  formData,
  onChange,
  rawErrors = [],
  schema,
  uiSchema,
  formContext,
}: SchedulePickerProps) => {
  const { t } = useTexts();
  const api = useApi(batchMigrationApiRef);
  const source = uiSchema?.['ui:options']?.workloads ?? '';
  const ids = asIds(formContext?.formData?.[source]);
  const overrides = asOverrides(formData);
  const workloads = useLoad(
    signal => Promise.all(ids.map(id => api.workload(id, { signal }))),
    ids.join(' '),
  );
  const title = schema?.title ?? t('schedulePicker.label');
  const change = (workloadId: string, next: Override | null) =>
    onChange([
      // What was said of workloads that were taken out is not kept.
      ...overrides.filter(
        one => one.workloadId !== workloadId && ids.includes(one.workloadId),
      ),
      ...(next ? [next] : []),
    ]);
  return (
    <Box component="section" position="relative" aria-label={title}>
      <Typography variant="subtitle1" component="h3">
        {title}
      </Typography>
      {ids.length === 0 ? (
        <Typography variant="body2">{t('schedulePicker.none')}</Typography>
      ) : (
        <>
          <Typography variant="body2" gutterBottom>
            {t('schedulePicker.hint')}
          </Typography>
          <Loaded
            load={workloads}
            what={t('states.what.workloads')}
            boxes={ids.map(() => 48)}
          >
            {found =>
              found.map(workload => (
                <HostSchedule
                  key={workload.id}
                  workload={workload}
                  override={
                    overrides.find(one => one.workloadId === workload.id) ??
                    null
                  }
                  onChange={next => change(workload.id, next)}
                />
              ))
            }
          </Loaded>
        </>
      )}
      {rawErrors.map(error => (
        <Problem key={error}>{error}</Problem>
      ))}
    </Box>
  );
};

/** Says when jobs start, in plain values of EventBridge Scheduler. */
export const SchedulePicker = (props: SchedulePickerProps) => (
  <EstateProvider>
    {/* The frame of the form has another one. */}
    <Box fontFamily="fontFamily">
      {props.uiSchema?.['ui:options']?.workloads ? (
        <HostSchedules {...props} />
      ) : (
        <OneSchedule {...props} />
      )}
    </Box>
  </EstateProvider>
);

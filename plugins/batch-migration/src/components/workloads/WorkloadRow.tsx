import Checkbox from '@material-ui/core/Checkbox';
import type {
  WorkloadColumn,
  WorkloadView,
} from 'backstage-plugin-batch-migration-common';
import { memo, type MouseEvent, type ReactNode } from 'react';
import { useTexts } from '../../translations/useTexts';
import { NextThing } from '../danger/NextThing';
import { WhyLamps } from '../lamps/WhyLamps';
import { EntityLink, WorkloadLink } from '../links';
import { WhyStage } from '../stage/WhyStage';
import { NextRun } from './NextRun';
import { useRowStyles, useTableStyles } from './tableStyles';

const Places = ({ serverRefs }: { serverRefs: string[] }) => (
  <>
    {serverRefs[0] && <EntityLink entityRef={serverRefs[0]} tab="/migration" />}
    {serverRefs.length > 1 && ` +${serverRefs.length - 1}`}
  </>
);

/** What each column says of a workload. */
const CELLS: Record<
  WorkloadColumn,
  (props: { workload: WorkloadView }) => ReactNode
> = {
  place: ({ workload }) => (
    <>
      <Places serverRefs={workload.serverRefs} />
      <div>
        <EntityLink entityRef={workload.roleRef} tab="/jobs" />
      </div>
    </>
  ),
  lamps: ({ workload }) => <WhyLamps workload={workload} />,
  stage: ({ workload }) => <WhyStage workload={workload} />,
  next: ({ workload }) => <NextThing workload={workload} />,
  nextRun: ({ workload }) => <NextRun workload={workload} />,
  owner: ({ workload }) =>
    workload.ownerRef ? <EntityLink entityRef={workload.ownerRef} /> : '–',
  wave: ({ workload }) => workload.plan.wave ?? '–',
};

interface WorkloadRowProps {
  workload: WorkloadView;
  columns: readonly WorkloadColumn[];
  isTicked: boolean;
  onTick?: (id: string, isRange: boolean) => void;
}

const Row = ({ workload, columns, isTicked, onTick }: WorkloadRowProps) => {
  const { t } = useTexts();
  const styles = useTableStyles();
  const rows = useRowStyles();
  return (
    <tr className={rows.row} aria-selected={onTick && isTicked}>
      {onTick && (
        <td className={rows.check}>
          <Checkbox
            color="primary"
            size="small"
            checked={isTicked}
            inputProps={{
              'aria-label': t('jobs.select', { name: workload.name }),
            }}
            onClick={(event: MouseEvent) => onTick(workload.id, event.shiftKey)}
          />
        </td>
      )}
      <th scope="row" className={rows.name}>
        <WorkloadLink id={workload.id}>{workload.name}</WorkloadLink>
        <span
          className={`${styles.command} ${styles.wide}`}
          title={workload.command}
        >
          {workload.command}
        </span>
      </th>
      {columns.map(column => (
        <td key={column} className={rows[column]}>
          {CELLS[column]({ workload })}
        </td>
      ))}
    </tr>
  );
};

/** The columns are read from the address anew each time. */
const areSame = (a: WorkloadRowProps, b: WorkloadRowProps) =>
  a.workload === b.workload &&
  a.isTicked === b.isTicked &&
  a.onTick === b.onTick &&
  a.columns.join() === b.columns.join();

/** One workload; on a narrow screen two lines. A hundred of them are on a page. */
export const WorkloadRow = memo(Row, areSame);

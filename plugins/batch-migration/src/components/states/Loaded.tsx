import Skeleton from '@material-ui/lab/Skeleton';
import type { ReactNode } from 'react';
import type { Load } from '../../hooks/useLoad';
import { useTexts } from '../../translations/useTexts';
import { isDenied, LoadError } from './LoadError';
import { Denied } from './Denied';

export interface LoadedProps<T> {
  load: Load<T>;
  /** What is loaded, in words: `the workloads`. */
  what: string;
  /** Heights in pixels of the boxes that hold the place, so that nothing jumps. */
  boxes: number[];
  /** What may not be read of it is in no total. */
  uncounted?: boolean;
  children: (value: T) => ReactNode;
}

/** Loading, failed, denied or there: each card goes through these alone. */
export const Loaded = <T,>({
  load,
  what,
  boxes,
  uncounted,
  children,
}: LoadedProps<T>) => {
  const { t } = useTexts();
  if (load.error) {
    return isDenied(load.error) ? (
      <Denied what={what} error={load.error} uncounted={uncounted} />
    ) : (
      <LoadError what={what} error={load.error} onRetry={load.reload} />
    );
  }
  if (load.value !== undefined) {
    return (
      <>
        {load.loading && (
          <span
            role="status"
            style={{ position: 'absolute', top: 6, right: 12, fontSize: 11 }}
          >
            {t('states.updating')}
          </span>
        )}
        {children(load.value)}
      </>
    );
  }
  return (
    <div aria-busy="true">
      <span role="status" style={{ fontSize: 12 }}>
        {load.slow ? t('states.slow', { what }) : ''}
      </span>
      {boxes.map((height, index) => (
        <div key={index} style={{ marginBottom: 8 }}>
          <Skeleton variant="rect" height={height} animation={false} />
        </div>
      ))}
    </div>
  );
};

import { useApi } from '@backstage/core-plugin-api';
import { useEffect, useMemo, useRef, useState } from 'react';
import { batchMigrationApiRef, type BatchMigrationApi } from '../api';
import { LongWork, type Outcome } from './LongWork';

/** One of each name for all pages of a tab. */
const works = new WeakMap<BatchMigrationApi, Map<string, LongWork<any>>>();

function workOf(api: BatchMigrationApi, name: string): LongWork<any> {
  const ofApi = works.get(api) ?? new Map<string, LongWork<any>>();
  works.set(api, ofApi);
  const work = ofApi.get(name) ?? new LongWork();
  ofApi.set(name, work);
  return work;
}

export interface LongWorkState<T> {
  isRunning: boolean;
  start: (work: () => Promise<T>) => void;
}

/**
 * Work that its page may be left for.
 *
 * @param onEnd - called once, at the end or when somebody comes back after it
 */
export function useLongWork<T>(
  name: string,
  onEnd: (outcome: Outcome<T>) => void,
): LongWorkState<T> {
  const api = useApi(batchMigrationApiRef);
  const work: LongWork<T> = useMemo(() => workOf(api, name), [api, name]);
  const [isRunning, setRunning] = useState(work.isRunning);
  const latest = useRef(onEnd);
  latest.current = onEnd;
  useEffect(() => {
    const look = () => {
      setRunning(work.isRunning);
      const outcome = work.take();
      if (outcome) latest.current(outcome);
    };
    look();
    return work.listen(look);
  }, [work]);
  return { isRunning, start: one => work.start(one) };
}

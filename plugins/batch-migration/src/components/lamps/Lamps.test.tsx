import { screen } from '@testing-library/react';
import { renderInTestApp } from '@backstage/test-utils';
import type {
  DangerType,
  ObservedState,
} from 'backstage-plugin-batch-migration-common';
import { workload } from '../../__testUtils__/estate';
import { Lamps, markOf, type LampMark } from './Lamps';

it.each<[ObservedState, ObservedState, LampMark | undefined, string]>([
  ['active', 'absent', undefined, 'legacy active, target absent'],
  ['active', 'active', 'twice', 'legacy active, target active: runs twice'],
  ['idle', 'idle', 'nowhere', 'legacy idle, target idle: does not run'],
  ['active', 'idle', 'drift', 'legacy active, target idle: drift'],
  ['unknown', 'active', undefined, 'legacy not seen, target active'],
])('%s and %s with %s is "%s"', async (legacy, target, mark, sentence) => {
  await renderInTestApp(<Lamps legacy={legacy} target={target} mark={mark} />);
  expect(screen.getByRole('img', { name: sentence })).toBeInTheDocument();
});

it('shows the state by shape, not by colour', async () => {
  await renderInTestApp(<Lamps legacy="idle" target="unknown" />);
  const lamps = screen.getByRole('img');
  expect(lamps.querySelector('[data-lamp=idle] circle')).toHaveAttribute(
    'fill',
    'none',
  );
  expect(lamps.querySelector('[data-lamp=unknown]')).toHaveTextContent('?');
});

it.each<[DangerType, 'acute' | 'pressing', LampMark | undefined]>([
  ['runs-twice', 'acute', 'twice'],
  ['runs-nowhere', 'acute', 'nowhere'],
  ['drift', 'acute', 'drift'],
  ['drift', 'pressing', undefined],
  ['stale', 'pressing', undefined],
])('%s, %s, is marked %s', (type, severity, mark) => {
  const { assessment } = workload('job', {
    assessment: {
      dangers: [
        { type, severity, message: '', nextAt: null, observationIds: [] },
      ],
    },
  });
  expect(markOf(assessment)).toBe(mark);
});

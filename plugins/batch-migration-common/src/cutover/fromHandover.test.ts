import { FROM, job } from '../handover/__testUtils__/jobs';
import { planHandover } from '../handover/planHandover';
import { stepWordsOf } from '../handover/stepWords';
import { stepsOfHandover } from './fromHandover';

const plan = planHandover(
  [job('*/10 * * * *', 120), job('0 3 * * *', 60, { id: 'nightly' })],
  { from: FROM, withinDays: 14 },
);

function stepsIn(language: 'en' | 'ja', id: string) {
  const words = stepWordsOf(plan, {
    language,
    time: at => at,
    name: text => text,
    prose: text => text,
  });
  return stepsOfHandover(plan, id, { language, time: at => at, words });
}

it('takes the steps of one job, and ends with what is final', () => {
  const steps = stepsIn('en', 'nightly');
  expect(steps.map(({ id }) => id)).toEqual([
    'deploy-target',
    'see-runs-ended',
    'remove-old-line',
    'target-starts',
    'see-old-line-gone',
    'see-first-run',
    'soak',
    'runbook',
    'remove-old',
    'revoke-grants',
  ]);
  expect(
    steps.filter(({ reversible }) => !reversible).map(({ id }) => id),
  ).toEqual(['remove-old', 'revoke-grants']);
});

it('says when, what to see, and how to take it back', () => {
  const [deploy] = stepsIn('en', 'nightly');
  expect(deploy.instructions).toMatch(
    /^2026-02-1\dT\d\d:\d\d.*: Deploy the new schedules of /,
  );
  expect(deploy.instructions).toContain('is ENABLED');
  expect(deploy.undo).toBe('Disable the new schedules.');
  expect(deploy.check).toEqual({
    type: 'observation',
    condition: 'target-exists',
  });
});

it('names no other job', () => {
  const text = JSON.stringify(stepsIn('en', 'nightly'));
  expect(text).not.toContain('*/10 * * * *');
});

it('is said in Japanese too', () => {
  for (const { title, instructions } of stepsIn('ja', 'nightly')) {
    expect(title + instructions).toMatch(/[\u3040-\u30ff]/);
  }
});

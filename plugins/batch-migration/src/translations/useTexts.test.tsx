import { screen } from '@testing-library/react';
import { mockApi } from '../__testUtils__/estate';
import { renderPage } from '../__testUtils__/renderPage';
import { useTexts } from './useTexts';

const Words = () => {
  const { t } = useTexts();
  const refused: string = t('plan.refused', { message: 'no' });
  // The compiler refuses a key that is not there, and values that do not fit.
  const wrong = () => [
    // @ts-expect-error no such key
    t('plan.refuse'),
    // @ts-expect-error it takes a value
    t('plan.refused'),
    // @ts-expect-error by another name
    t('plan.refused', { massage: 'no' }),
    // @ts-expect-error a form is chosen by its count
    t('jobs.count_one', { count: 1 }),
    // @ts-expect-error a count is a number
    t('jobs.count', { count: '1' }),
  ];
  return (
    <ul data-wrong={wrong.length}>
      <li>{refused}</li>
      <li>{t('jobs.count', { count: 1 })}</li>
      <li>{t('jobs.count', { count: 2 })}</li>
      <li>{t('plan.refused', { message: <b>bold</b> })}</li>
    </ul>
  );
};

it('answers texts with their values, strings or elements', async () => {
  await renderPage(<Words />, { api: mockApi() });
  expect(
    screen.getAllByRole('listitem').map(({ innerHTML }) => innerHTML),
  ).toEqual([
    'Not saved: no',
    '1 job',
    '2 jobs',
    expect.stringContaining('<b>bold</b>'),
  ]);
});

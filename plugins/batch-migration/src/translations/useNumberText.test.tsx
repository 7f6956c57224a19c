import { screen } from '@testing-library/react';
import { mockApi } from '../__testUtils__/estate';
import { renderPage } from '../__testUtils__/renderPage';
import { Pager } from '../components/states/Pager';
import { formatNumber } from './useNumberText';

it.each([
  [999, 'en-GB', '999'],
  [100_000, 'en-GB', '100,000'],
  [100_000, 'ja', '100,000'],
  [100_000, 'de', '100.000'],
])('%i in %s is %s', (value, locale, expected) => {
  expect(formatNumber(value, locale)).toBe(expected);
});

it.each([
  [undefined, '1,001–1,100 of 100,000'],
  ['ja' as const, '100,000 件中 1,001–1,100'],
])('groups the numbers of a page (%s)', async (language, expected) => {
  await renderPage(
    <Pager
      {...{ first: 1_001, shown: 100, total: 100_000 }}
      {...{ hasPrevious: true, hasNext: true, loading: false }}
      onFirst={() => {}}
      onNext={() => {}}
    />,
    { api: mockApi(), language },
  );
  expect(screen.getByText(expected)).toBeVisible();
});

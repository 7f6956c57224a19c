import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  ForecastResponse,
  ProgressResponse,
} from 'backstage-plugin-batch-migration-common';
import { mockApi } from '../../__testUtils__/estate';
import {
  dayOf,
  foretold,
  halfYear,
  recordOf,
  TODAY,
} from '../../__testUtils__/forecast';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import type { Load } from '../../hooks/useLoad';
import { FinishedBetween } from './FinishedBetween';
import { HowFar, type FixedDate } from './HowFar';

const loaded = <T,>(value: T): Load<T> => ({
  ...{ value, error: undefined, loading: false, slow: false },
  reload: () => {},
});

const DATES: FixedDate[] = [
  { date: '2026-03-18', what: 'bat000: AWS retires the instance' },
  { date: '2025-12-01', what: 'passed: it is over' },
];

/** Where only the edge of an area is drawn, the area is there, too, without a colour. */
const isSeen = (path: Element) =>
  !path.matches('.recharts-area-area[fill="none"]');

async function show(
  record: ProgressResponse,
  answer: ForecastResponse = foretold(record),
  language?: 'ja',
) {
  const view = await renderPage(
    <EstateProvider>
      <HowFar
        progress={loaded(record)}
        forecast={loaded(answer)}
        dates={DATES}
      />
      <FinishedBetween forecast={answer.items[0].forecast} />
    </EstateProvider>,
    { api: mockApi(), language },
  );
  const section = await screen.findByRole('region');
  // The library that draws is loaded after the page.
  if (record.items.length > 0) {
    await within(section).findByText(
      language ? /^対象 \d/ : /^scope \d/,
      undefined,
      { timeout: 20_000 },
    );
  }
  return { ...view, section };
}

describe('How far, and when', () => {
  it('says in one sentence how far it is and between which days it ends', async () => {
    const { section } = await show(halfYear);
    expect(within(section).getByRole('slider')).toHaveAccessibleName(
      /^28 of 86 done, finish between \d+ \w+ \d{4} and \d+ \w+ \d{4}, middle \d+ \w+ \d{4}$/,
    );
    expect(
      screen.getByText(/^8 of 10 simulations; the middle is \d+ \w+ \d{4}$/),
    ).toBeVisible();
    // A range of months, and never one date.
    expect(screen.getByText(/^\w+ \d{4} – \w+ \d{4}$/)).toBeVisible();
  });

  it('answers how the range was found', async () => {
    await show(halfYear);
    await userEvent.click(
      screen.getByRole('button', { name: /^Why\? \w+ \d{4} – \w+ \d{4}$/ }),
    );
    const why = await screen.findByRole('dialog');
    expect(why).toHaveTextContent(/drawn again at random, a thousand times/);
    expect(
      within(why).getByRole('table', { name: 'What each window says' }),
    ).toBeVisible();
  });

  it('draws scope, fans, the range and the hard dates ahead', async () => {
    const { section } = await show(halfYear);
    const drawn = (id: string) =>
      within(section).queryAllByTestId(id).filter(isSeen).length;
    expect(
      ['scope', 'scope-fan', 'done-fan', 'finish', 'hard-date', 'gap'].map(
        drawn,
      ),
    ).toEqual([1, 1, 1, 1, 1, 0]);
    expect(section).toHaveTextContent('+4 bastion, found');
    expect(section).toHaveTextContent('scope 86 +4 since Sept');
    expect(section).toHaveTextContent('cut over or proven +14');
    expect(section).toHaveTextContent('retired + retained 28');
    expect(section).toHaveTextContent('today');
  });

  it('is one tab stop whose days are walked by the arrow keys', async () => {
    const { section } = await show(halfYear);
    const chart = within(section).getByRole('slider');
    expect(chart).toHaveAttribute('tabindex', '0');
    fireEvent.keyDown(chart, { key: 'Home' });
    expect(chart).toHaveAttribute(
      'aria-valuetext',
      '25 Sept 2025: 3 of 82 done, 14 in soak',
    );
    for (let step = 0; step < 60; step++) {
      fireEvent.keyDown(chart, { key: 'ArrowRight' });
    }
    expect(chart).toHaveAttribute(
      'aria-valuetext',
      '24 Nov 2025: 13 of 86 done, 14 in soak; +4 bastion, found (inventory files:captured)',
    );
    expect(within(section).getByTestId('told')).toBeInTheDocument();
    expect(within(section).getByRole('status')).toHaveTextContent(
      /^24 Nov 2025: 13 of 86 done, 14 in soak; \+4 bastion, found/,
    );
    fireEvent.keyDown(chart, { key: 'Escape' });
    expect(within(section).queryByTestId('told')).toBeNull();
    expect(within(section).getByRole('status')).toBeEmptyDOMElement();
  });

  it('tells the day that the mouse is nearest to', async () => {
    const { section } = await show(halfYear);
    const told = within(section).getByRole('status');
    const plot = within(section).getByTestId('pointer');
    fireEvent.mouseMove(plot, { clientX: 0, clientY: 50 });
    expect(told).toHaveTextContent('25 Sept 2025: 3 of 82 done, 14 in soak');
    fireEvent.mouseMove(plot, { clientX: 600, clientY: 50 });
    expect(told).toHaveTextContent('12 Feb 2026: 28 of 86 done, 14 in soak');
    fireEvent.mouseLeave(plot);
    expect(told).toBeEmptyDOMElement();
  });

  it('shows the same as a table, hard dates included', async () => {
    const { section } = await show(halfYear);
    await userEvent.click(
      within(section).getByRole('button', { name: 'As a table' }),
    );
    const table = within(section).getByRole('table', {
      name: 'The days on which something changed',
    });
    expect(within(section).queryByRole('slider')).toBeNull();
    const row = (name: RegExp) => within(table).getByRole('row', { name });
    expect(row(/^24 Nov 2025 86 13 14 /)).toHaveTextContent(
      '+4 bastion, found (inventory files:captured)',
    );
    expect(row(/^18 Mar 2026/)).toHaveTextContent(
      'hard date: bat000: AWS retires the instance',
    );
    expect(within(table).queryByText(/it is over/)).toBeNull();
  });

  it('says what each window says', async () => {
    const { section } = await show(halfYear);
    const rows = within(
      within(section).getByRole('table', { name: 'What each window says' }),
    ).getAllByRole('row');
    expect(rows.map(row => row.textContent)).toEqual([
      expect.stringMatching(/^Last/),
      expect.stringMatching(/^3 months13 weeks.* – .*$/),
      expect.stringMatching(/^6 months20 weeks.* – .*$/),
      expect.stringMatching(/^12 months20 weeks.*no more weeks than/),
    ]);
  });

  it('says of which day the last count is, where the record has stopped', async () => {
    const { section } = await show(
      recordOf([dayOf('2026-02-09'), dayOf('2026-02-10')]),
    );
    expect(section).toHaveTextContent('retired + retained 28 on 10 Feb');
    expect(section).toHaveTextContent('counted last Tue 10 Feb 23:30');
  });

  it('shows a gap and draws no line across it', async () => {
    const record = recordOf(
      [dayOf('2026-02-01'), dayOf('2026-02-02'), dayOf(TODAY)],
      [{ from: '2026-02-03', to: '2026-02-11', days: 9 }],
    );
    const { section } = await show(record);
    expect(within(section).getAllByTestId('gap')).toHaveLength(1);
    const [edge] = within(section).getAllByTestId('scope').filter(isSeen);
    const line = edge.getAttribute('d');
    expect(line?.match(/M/g)).toHaveLength(2);
    await userEvent.click(
      within(section).getByRole('button', { name: 'As a table' }),
    );
    expect(section).toHaveTextContent('nobody counted for 9 days');
  });

  it.each<[string, ProgressResponse, RegExp]>([
    [
      'few weeks',
      recordOf([dayOf('2026-02-11'), dayOf(TODAY)]),
      /at least 4 weeks on which somebody counted; there are 0/,
    ],
    [
      'a standstill',
      recordOf(halfYear.items.map(({ date }) => dayOf(date))),
      /In the last 13 weeks nothing was finished/,
    ],
  ])('says of %s why it is too early', async (_, record, why) => {
    const { section } = await show(record);
    expect(section).toHaveTextContent('Too early to say');
    expect(section).toHaveTextContent(why);
    expect(within(section).queryByTestId('finish')).toBeNull();
    expect(within(section).getByRole('slider')).toHaveAccessibleName(why);
  });

  it('is no chart before anybody counted', async () => {
    const { section } = await show(recordOf([]));
    expect(section).toHaveTextContent('Nobody has counted yet');
    expect(within(section).queryByRole('slider')).toBeNull();
  });

  it('speaks Japanese', async () => {
    const { section } = await show(halfYear, undefined, 'ja');
    expect(section).toHaveAccessibleName('進み具合と完了時期');
    expect(within(section).getByRole('slider')).toHaveAccessibleName(
      /^86 件中 28 件が完了、完了は \d{4}年\d+月\d+日から /,
    );
    expect(section).toHaveTextContent('期間ごとの予測');
    expect(section).toHaveTextContent('対象 86 9月から +4');
    // The first label of the axis has its year.
    expect(section).toHaveTextContent('2025年10月');
  });
});

it.each([
  ['finished', { scope: 28 }, 'Finished'],
  ['nothing', { scope: 0, retired: 0, retained: 0 }, 'Nothing in scope'],
])('says %s', async (_, over, text) => {
  await show(recordOf([dayOf('2026-02-11', over), dayOf(TODAY, over)]));
  expect(screen.getByText(text)).toBeVisible();
});

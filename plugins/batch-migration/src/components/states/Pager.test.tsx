import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { mockApi } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { Pager } from './Pager';

const onNext = jest.fn();
const onFirst = jest.fn();

/** Two pages of ten rows, of which the second one is the last. */
const Pages = ({ loading = false }) => {
  const [page, setPage] = useState(0);
  return (
    <Pager
      {...{ first: 1 + 10 * page, shown: 10, total: 20, loading }}
      hasPrevious={page > 0}
      hasNext={page < 1}
      onFirst={() => {
        onFirst();
        setPage(0);
      }}
      onNext={() => {
        onNext();
        setPage(page + 1);
      }}
    />
  );
};

const first = () => screen.getByRole('button', { name: 'First page' });
const next = () => screen.getByRole('button', { name: 'Next page' });

beforeEach(() => jest.clearAllMocks());

it('keeps both buttons, and the focus on the one that was pressed', async () => {
  const user = userEvent.setup();
  await renderPage(<Pages />, { api: mockApi() });
  expect(first()).toHaveAttribute('aria-disabled', 'true');
  expect(next()).toHaveAttribute('aria-disabled', 'false');
  await user.click(first());
  expect(onFirst).not.toHaveBeenCalled();

  await user.click(next());
  expect(screen.getByText('11–20 of 20')).toBeVisible();
  expect(next()).toHaveAttribute('aria-disabled', 'true');
  expect(next()).toHaveFocus();
  await user.keyboard('{Enter}');
  expect(onNext).toHaveBeenCalledTimes(1);

  expect(first()).toHaveAttribute('aria-disabled', 'false');
  await user.click(first());
  expect(screen.getByText('1–10 of 20')).toBeVisible();
  expect(first()).toHaveAttribute('aria-disabled', 'true');
  expect(first()).toHaveFocus();
});

it('goes no further while a page is on its way', async () => {
  const user = userEvent.setup();
  await renderPage(<Pages loading />, { api: mockApi() });
  await user.click(next());
  expect(next()).toHaveAttribute('aria-disabled', 'true');
  expect(next()).toHaveFocus();
  expect(onNext).not.toHaveBeenCalled();
});

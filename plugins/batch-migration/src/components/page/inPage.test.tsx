import { useTheme } from '@material-ui/core/styles';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { mockApi } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { inPage } from './inPage';

it('keeps its theme while what it holds changes', async () => {
  let theme: unknown;
  const Counter = ({ from }: { from: number }) => {
    theme = useTheme();
    const [count, setCount] = useState(from);
    return <button onClick={() => setCount(count + 1)}>{count}</button>;
  };
  const CounterPage = inPage(Counter);
  await renderPage(<CounterPage from={3} />, { api: mockApi() });
  const drawnWith = theme;
  await userEvent.click(screen.getByRole('button', { name: '3' }));
  expect(screen.getByRole('button', { name: '4' })).toBeVisible();
  expect(screen.getByRole('main')).toContainElement(
    screen.getByRole('button', { name: '4' }),
  );
  expect(theme).toBe(drawnWith);
});

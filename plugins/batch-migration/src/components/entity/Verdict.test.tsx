import { screen } from '@testing-library/react';
import { bat000Detail, mockApi } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { Verdict } from './Verdict';

// That React has nothing to warn of is part of every test.
it('draws a link for each workload', async () => {
  await renderPage(
    <EstateProvider>
      <Verdict server={bat000Detail} />
    </EstateProvider>,
    { api: mockApi() },
  );
  expect((await screen.findAllByRole('link')).length).toBeGreaterThan(0);
});

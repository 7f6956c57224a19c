import { screen } from '@testing-library/react';
import { mockApi, workload } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { JobStrip } from './JobStrip';

it('groups the digits of how many jobs there are', async () => {
  const jobs = Array.from({ length: 1_234 }, (_, index) =>
    workload(`job-${index}`),
  );
  await renderPage(
    <JobStrip jobs={jobs} selected={undefined} onSelect={() => {}} />,
    { api: mockApi() },
  );
  const counts = screen.getAllByRole('button').map(part => part.textContent);
  expect(counts).toEqual(['1,234 All', expect.stringMatching(/^1,234 /)]);
});

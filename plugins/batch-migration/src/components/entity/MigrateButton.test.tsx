import { screen } from '@testing-library/react';
import { renderPage } from '../../__testUtils__/renderPage';
import { mockApi } from '../../__testUtils__/estate';
import { MigrateButton } from './MigrateButton';

const JOB = { id: 'job', kind: 'scheduled' } as const;
const WORKER = { id: 'worker', kind: 'resident' } as const;
const SERVICE = { id: 'web', kind: 'service' } as const;

describe('MigrateButton', () => {
  it.each([
    ['Migrate 1 selected', 'scheduled-fargate-job', 'job'],
    ['Migrate 1 selected worker', 'sqs-worker', 'worker'],
  ])('%s opens %s', async (name, template, id) => {
    await renderPage(
      <MigrateButton workloads={[JOB, WORKER, SERVICE]} selected />,
      { api: mockApi() },
    );
    const address = new URL(
      screen.getByRole('button', { name }).getAttribute('href')!,
      'http://localhost',
    );
    expect(address.pathname).toContain(template);
    expect(JSON.parse(address.searchParams.get('formData')!)).toEqual({
      workloadIds: [id],
    });
  });

  it('offers nothing for what no golden path takes', async () => {
    await renderPage(<MigrateButton workloads={[SERVICE]} selected={false} />, {
      api: mockApi(),
    });
    expect(screen.queryByRole('button', { name: /Migrate/ })).toBeNull();
  });
});

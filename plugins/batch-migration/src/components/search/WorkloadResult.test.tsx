import { screen } from '@testing-library/react';
import { mockApi } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { WorkloadResult } from './WorkloadResult';

const DOCUMENT = {
  title: 'ranking-daily',
  text: '/opt/batch/ranking.sh\n<b>日次</b>',
  location: '/batch-migration/workloads/ranking-daily',
  kind: 'scheduled',
  stage: 'retired',
  owner: 'group:default/news-platform',
  servers: ['resource:default/bat000'],
};

const show = (highlight?: Record<string, string>) =>
  renderPage(
    <WorkloadResult
      result={DOCUMENT}
      highlight={
        highlight && { preTag: '<m>', postTag: '</m>', fields: highlight }
      }
    />,
    { api: mockApi() },
  );

describe('WorkloadResult', () => {
  it('leads to the workload and says where it runs, and whose it is', async () => {
    await show();
    expect(screen.getByRole('link', { name: 'ranking-daily' })).toHaveAttribute(
      'href',
      DOCUMENT.location,
    );
    expect(
      screen.getByText('scheduled · bat000 · news-platform'),
    ).toBeVisible();
  });

  it('shows no stage, which may have lapsed since', async () => {
    await show();
    expect(screen.queryByText(/retired/)).not.toBeInTheDocument();
  });

  it('marks what was found, and shows markup of a host as text', async () => {
    await show({ text: '/opt/<m>batch</m>/x.sh <b>日次</b>' });
    expect(screen.getByText('batch').tagName).toBe('MARK');
    expect(screen.getByText(/<b>日次<\/b>/)).toBeVisible();
  });
});

import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  GoldenPathPreviewRequest,
  GoldenPathPreviewResponse,
  MonthlyCost,
} from 'backstage-plugin-batch-migration-common';
import { mockApi } from '../../__testUtils__/estate';
import {
  bastionPreview,
  goldenPathPreview,
  patchPreview,
} from '../../__testUtils__/goldenPath';
import { renderPage } from '../../__testUtils__/renderPage';
import {
  GoldenPathPreview,
  type GoldenPathPreviewProps,
} from './GoldenPathPreview';

const FORM = { repository: 'news-jobs', workloadIds: ['digest', 'push'] };

async function show(
  answer: () => Promise<Partial<GoldenPathPreviewResponse>> = async () => ({}),
  language?: 'ja',
) {
  const asked: GoldenPathPreviewRequest[] = [];
  const api = mockApi({
    previewGoldenPath: async request => {
      asked.push(request);
      return { ...goldenPathPreview, ...(await answer()) };
    },
  });
  const props = {
    formContext: { formData: FORM },
    uiSchema: { 'ui:options': { template: 'scheduled-fargate-job' } },
  } as unknown as GoldenPathPreviewProps;
  await renderPage(<GoldenPathPreview {...props} />, { api, language });
  const region = await screen.findByRole('region', {
    name: language ? '作成されるもの' : 'What will be created',
  });
  return { region, asked };
}

describe('GoldenPathPreview', () => {
  it('asks for the form as it stands, once', async () => {
    const { region, asked } = await show();
    await within(region).findByText('DynamoDB table');
    expect(asked).toEqual([{ template: 'scheduled-fargate-job', form: FORM }]);
  });

  it('names resources by kind, with count and names', async () => {
    const { region } = await show();
    const row = async (name: string) =>
      (await within(region).findByRole('rowheader', { name })).closest('tr');
    expect(await row('EventBridge schedule')).toHaveTextContent(
      'EventBridge schedule2digestpush',
    );
    expect(await row('DynamoDB table')).toHaveTextContent(
      'DynamoDB table1named by CloudFormation',
    );
  });

  it('tells a sum only with of how many jobs it is known', async () => {
    const { region } = await show();
    expect((await within(region).findAllByText('US$1.25'))[0]).toBeVisible();
    expect(region).toHaveTextContent('of 1 of 2 jobs whose cost is known');
    const push = within(region)
      .getByRole('rowheader', { name: 'push' })
      .closest('tr');
    expect(push).toHaveTextContent(/not known: its runs are not measured/);
  });

  it('shows no amount where none is known', async () => {
    const { region } = await show(async () => ({
      jobs: [goldenPathPreview.jobs[1]],
      total: { amount: 0, known: 0, unknown: 1 },
    }));
    await within(region).findByText('The cost of the one job is not known.');
    expect(region).not.toHaveTextContent('US$');
  });

  it('says what to settle first', async () => {
    const { region } = await show(async () => ({
      problems: ['account must be 12 digits, got: "1"'],
      jobs: [],
      resources: [],
    }));
    expect(await within(region).findByRole('alert')).toHaveTextContent(
      'Settle this firstaccount must be 12 digits',
    );
    expect(region).toHaveTextContent('Nothing can be created yet.');
    expect(within(region).queryByRole('table')).toBeNull();
  });

  it('keeps what to watch out for behind a summary', async () => {
    const { region } = await show();
    const summary = await within(region).findByText('Watch out');
    expect(
      within(region).getByText('/tmp is empty at every start'),
    ).not.toBeVisible();
    await userEvent.click(summary);
    expect(
      within(region).getByText('/tmp is empty at every start'),
    ).toBeVisible();
  });

  it('does not block the form when the portal fails, and tries again', async () => {
    let fails = true;
    const { region } = await show(async () => {
      if (fails) throw new Error('The database is gone');
      return {};
    });
    const retry = await within(region).findByRole('button', {
      name: /Try again|Retry/,
    });
    fails = false;
    await userEvent.click(retry);
    expect(await within(region).findByText('DynamoDB table')).toBeVisible();
  });

  it('is in Japanese, too', async () => {
    const { region } = await show(undefined, 'ja');
    await within(region).findByText('DynamoDB テーブル');
    expect(region).toHaveTextContent(
      '2 件のジョブのうち、コストが分かる 1 件の合計',
    );
  });

  it('says that jobs are created switched off', async () => {
    const { region } = await show();
    await within(region).findByText('Every job is created switched off.');
  });

  it('costs nothing while nobody asks for a session, and so much an hour', async () => {
    const { region } = await show(async () => bastionPreview);
    const row = (
      await within(region).findByRole('rowheader', {
        name: 'Session in a console, on Fargate',
      })
    ).closest('tr');
    expect(row).toHaveTextContent(/US\$0\.025US\$0\.52with 21 hours/);
    expect(region).toHaveTextContent(
      'Nothing is paid for a session or a build while nobody asks.',
    );
    expect(region).toHaveTextContent('S3 bucket with Object Lock1');
    expect(region).toHaveTextContent('approvers.yaml, as it will be written');
    // No word of jobs where there is none.
    expect(region).not.toHaveTextContent(/job/i);
  });

  it('names what to know before a console is deployed', async () => {
    const { region } = await show(async () => bastionPreview);
    await userEvent.click(await within(region).findByText('Watch out'));
    expect(
      within(region).getByText('The account needs a trail of CloudTrail'),
    ).toBeVisible();
  });

  it('has no amount of builds, and says why', async () => {
    const { region } = await show(async () => patchPreview);
    const row = (
      await within(region).findByRole('rowheader', {
        name: 'Build of a patch, on CodeBuild',
      })
    ).closest('tr');
    expect(row).toHaveTextContent(/no price of it is known here/);
    expect(row).toHaveTextContent(/nobody knows how much will be asked for/);
    expect(region).not.toHaveTextContent('US$');
  });

  it('has no amount of a session where its region has no price', async () => {
    const [session] = bastionPreview.onRequest;
    const cost: MonthlyCost = { amount: null, parts: [], unknown: ['price'] };
    const { region } = await show(async () => ({
      ...bastionPreview,
      onRequest: [{ ...session, hourlyCost: cost, cost }],
    }));
    await within(region).findByText('What runs on request');
    const unknown = within(region).getAllByText(
      /no price is configured for its region/,
    );
    expect(unknown).toHaveLength(2);
    expect(region).not.toHaveTextContent('US$');
  });

  it('tells of a console in Japanese, too', async () => {
    const { region } = await show(async () => bastionPreview, 'ja');
    const row = (
      await within(region).findByRole('rowheader', {
        name: 'コンソールのセッション（Fargate）',
      })
    ).closest('tr');
    expect(row).toHaveTextContent('21 時間の場合');
    expect(region).toHaveTextContent('依頼があるまで何も実行されない。');
    expect(region).toHaveTextContent('S3 バケット（オブジェクトロック付き）');
    expect(region).toHaveTextContent('KMS キー');
  });
});

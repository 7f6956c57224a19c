import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import type {
  ServerDetail,
  ServerView,
} from 'backstage-plugin-batch-migration-common';
import { bat000Detail, mockApi, NOW } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { Facts } from './Facts';
import { MigrationCard } from './MigrationCard';
import { Verdict } from './Verdict';

const fact = (name: string, value: string | null, source = 'files') => ({
  ...{ name, value, source, observedAt: NOW },
});
const server: ServerDetail = {
  ...bat000Detail,
  facts: [
    fact('os', 'Ubuntu 12.04.5 LTS'),
    fact('os', 'Ubuntu 12.04.5 LTS', 'aws'),
    fact('tls', 'OpenSSL 1.0.0'),
    fact('instance-type', 'm1.large', 'aws'),
    fact('instance-generation', 'previous', 'aws'),
  ],
  instances: [
    {
      ...{ side: 'legacy', position: 0, ref: 'ec2:1/tokyo', key: 'i-0a1' },
      ...{ state: 'active', observedAt: NOW, source: 'aws-ec2-instances' },
      ...{ freshUntil: null, detail: {} },
    },
  ],
};
const withDanger = (type: ServerView['dangers'][number]['type']) => ({
  ...server,
  dangers: [{ type, severity: 'pressing' as const, message: 'As it is.' }],
});

const ask = async (name: RegExp | string) => {
  const word = await screen.findByRole('button', { name });
  act(() => word.focus());
  await userEvent.keyboard('{Enter}');
  return screen.findByRole('dialog', { name });
};

const facts = (found: ServerDetail) =>
  renderPage(
    <EstateProvider>
      <Facts server={found} />
    </EstateProvider>,
    { api: mockApi() },
  );

describe('a server', () => {
  it.each<[ServerView['dangers'][number]['type'], string, RegExp]>([
    ['tls-too-old', 'Why? no TLS 1.2', /TLS: OpenSSL 1\.0\.0 \(files/],
    ['end-of-life', 'Why? past end of life', /System: Ubuntu 12\.04\.5/],
    [
      'previous-generation',
      'Why? previous generation',
      /Instance type: m1\.large \(aws.*Generation: previous \(aws/,
    ],
    [
      'single-point-of-failure',
      'Why? single point of failure',
      /i-0a1: active \(aws-ec2-instances, Thu 12 Feb 10:24\)/,
    ],
    [
      'unknown-owner',
      'Why? nobody owns it',
      /none names an owner:files, Thu 12 Feb 10:24aws, Thu 12 Feb 10:24/,
    ],
    [
      'hard-date-missed',
      'Why? hard date will be missed',
      /18 Mar 2026 AWS retires this instance \(ec2\)/,
    ],
  ])('tells on what "%s" rests', async (type, name, grounds) => {
    await facts(withDanger(type));
    expect(await ask(name)).toHaveTextContent(grounds);
  });

  it('tells of each fact all who say so', async () => {
    await facts(server);
    const answer = await ask('Why? System: Ubuntu 12.04.5 LTS');
    expect(
      within(answer)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual(['files, Thu 12 Feb 10:24', 'aws, Thu 12 Feb 10:24']);
  });

  it('tells of a group of its workloads what was seen of each', async () => {
    const api = mockApi();
    await renderPage(
      <EstateProvider>
        <Verdict server={server} />
      </EstateProvider>,
      { api },
    );
    const answer = await ask('Why? 1 runs twice');
    expect(
      await within(answer).findByText(
        'legacy active, target active: runs twice. Target: none linked, so there is nothing to see.',
      ),
    ).toBeVisible();
    expect(api.workload).toHaveBeenCalledWith(
      'ranking-daily',
      expect.anything(),
    );
  });

  it('tells on its card which workloads are in a danger, and why', async () => {
    const api = mockApi();
    await renderPage(
      <EntityProvider
        entity={{
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Resource',
          metadata: { name: 'bat000', namespace: 'default' },
          spec: { type: 'legacy-server', owner: 'group:default/sre' },
        }}
      >
        <MigrationCard />
      </EntityProvider>,
      { api },
    );
    expect(
      await screen.findByRole('link', { name: '1 twice' }),
    ).toHaveAttribute('href', expect.stringContaining('danger=runs-twice'));
    const answer = await ask('Why? 1 twice');
    expect(
      await within(answer).findByText('Both sides ran on 11 and 12 February.'),
    ).toBeVisible();
    expect(api.workloads).toHaveBeenCalledWith(
      {
        server: ['resource:default/bat000'],
        danger: ['runs-twice'],
        orderBy: 'danger',
        limit: 20,
      },
      expect.anything(),
    );
  });
});

import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { mockApi, rankingDaily, workload } from '../../__testUtils__/estate';
import { refusal } from '../../__testUtils__/refusal';
import { formApis } from '../../__testUtils__/formApis';
import { renderPage } from '../../__testUtils__/renderPage';
import { asIds, missingSecrets, refusalOf, takenKind } from './takeable';
import { validateWorkloadPicker } from './validation';
import { WorkloadPicker, type WorkloadPickerProps } from './WorkloadPicker';

const target = {
  ...rankingDaily.locations[0],
  side: 'target' as const,
  ref: 'scheduler:111122223333/ap-northeast-1/rank-batch',
};
const linked = workload('linked', { locations: [target] });
const drifting = workload('drifting', {
  assessment: {
    dangers: [
      {
        type: 'drift',
        severity: 'acute',
        message: 'Git and host differ',
        nextAt: null,
        observationIds: [],
      },
    ],
  },
});
const secret = workload('secret', { maskedSecrets: ['DB_PASSWORD'] });
const free = workload('feed-import');

it.each([
  [free, undefined],
  [linked, 'already-linked'],
  [drifting, 'drift'],
  [secret, undefined],
  [workload('w', { kind: 'resident' }), 'not-scheduled'],
  [workload('w', { schedule: null }), 'no-schedule'],
  [workload('w', { assessment: { stage: 'retired' } }), 'retired'],
])('%# is refused because %s', (candidate, reason) => {
  expect(refusalOf(candidate)).toBe(reason);
});

it.each([
  [workload('w', { kind: 'resident', schedule: null }), undefined],
  [free, 'not-resident'],
])('of workers %# is refused because %s', (candidate, reason) => {
  expect(refusalOf(candidate, {}, takenKind({ kind: 'resident' }))).toBe(
    reason,
  );
});

it('takes again what the same repository was made for', () => {
  const made = { ...linked, repositories: ['file:///data/news-jobs'] };
  expect(refusalOf(made, { repository: 'news-jobs' })).toBeUndefined();
  expect(refusalOf(made, { repository: 'jobs' })).toBe('already-linked');
});

it('asks where each masked credential is kept', () => {
  expect(missingSecrets(secret, {})).toEqual(['DB_PASSWORD']);
  expect(
    missingSecrets(secret, { secrets: [{ name: 'DB_PASSWORD' }] }),
  ).toEqual([]);
});

it.each([
  [undefined, []],
  ['feed-import', []],
  [
    ['a', 'a', '', 3, null, 'b'],
    ['a', 'b'],
  ],
])('reads %j as %j', (value, ids) => {
  expect(asIds(value)).toEqual(ids);
});

const Form = ({ initial }: { initial?: string[] }) => {
  const [value, setValue] = useState(initial);
  const props = {
    formData: value,
    onChange: setValue,
    schema: { title: 'Workloads to move' },
    idSchema: { $id: 'root_workloadIds' },
    rawErrors: [],
  } as unknown as WorkloadPickerProps;
  return (
    <>
      <WorkloadPicker {...props} />
      <output>{JSON.stringify(value)}</output>
    </>
  );
};

const api = () =>
  mockApi({
    workloads: async () => ({
      items: [free, linked, drifting],
      totalItems: 3,
      nextCursor: null,
    }),
  });

describe('WorkloadPicker', () => {
  it('offers what can be taken and says why the rest cannot', async () => {
    await renderPage(<Form />, { api: api() });
    await userEvent.click(await screen.findByLabelText('Workloads to move'));
    const list = screen.getByRole('listbox');
    expect(screen.getByRole('combobox')).toHaveAttribute(
      'aria-controls',
      list.id,
    );
    const options = within(list);
    expect(
      options.getByRole('option', { name: /drifting.*settle it first/ }),
    ).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(options.getByRole('option', { name: /feed-import/ }));
    expect(screen.getByText('["feed-import"]')).toBeInTheDocument();
  });

  it('keeps prefilled ids and names those that it cannot take', async () => {
    const error = await refusal(404, 'There is no workload gone');
    const known = api();
    known.workload.mockRejectedValue(error);
    await renderPage(<Form initial={['feed-import', 'linked', 'gone']} />, {
      api: known,
    });
    await screen.findByText(/^gone is not/, {
      selector: '[role=alert], [role=alert] *',
    });
    const alerts = await screen.findAllByRole('alert');
    expect(alerts.map(({ textContent }) => textContent)).toEqual([
      'linked: has a target already',
      'gone is not a workload that you may read',
    ]);
    expect(
      screen.getByText('["feed-import","linked","gone"]'),
    ).toBeInTheDocument();
  });
});

describe('of more workloads than are read', () => {
  const ALL = 2500;
  const named = (n: number) => workload(`job-${String(n).padStart(4, '0')}`);

  const large = (change: Parameters<typeof mockApi>[0] = {}) =>
    mockApi({
      workloads: async ({ text, cursor, limit = 200 } = {}) => {
        if (text) {
          const items = [workload('zz-late'), workload('zz-later')];
          return { items, totalItems: 2, nextCursor: null };
        }
        const first = Number(cursor ?? 0);
        return {
          items: Array.from({ length: limit }, (_, n) => named(first + n)),
          totalItems: ALL,
          nextCursor: String(first + limit),
        };
      },
      workload: async id => workload(id),
      ...change,
    });

  it('calls unreadable only what the server refuses', async () => {
    const denied = await refusal(403, 'no');
    const known = large({
      workload: async id =>
        id === 'secret-one' ? Promise.reject(denied) : workload(id),
    });
    const late = Array.from({ length: 20 }, (_, n) => `late-${n}`);
    let most = 0;
    let running = 0;
    const { workload: answer } = known;
    const read = answer.getMockImplementation()!;
    answer.mockImplementation(async (...asked) => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      return read(...asked);
    });
    await renderPage(<Form initial={['job-0001', ...late, 'secret-one']} />, {
      api: known,
    });
    const alerts = await screen.findAllByRole('alert');
    expect(alerts.map(({ textContent }) => textContent)).toEqual([
      'secret-one is not a workload that you may read',
    ]);
    expect(screen.getByRole('button', { name: 'late-19' })).toBeVisible();
    expect(answer).toHaveBeenCalledTimes(21);
    expect(most).toBeLessThanOrEqual(8);
  });

  it('does not call unreadable what could not be looked up', async () => {
    const error = await refusal(500, 'the database is away');
    await renderPage(<Form initial={['late']} />, {
      api: large({ workload: async () => Promise.reject(error) }),
    });
    expect(await screen.findByText(/the database is away/)).toBeVisible();
    expect(screen.queryByText(/is not a workload/)).not.toBeInTheDocument();
  });

  it('draws 50, says how many more there are, and searches all', async () => {
    const known = large();
    await renderPage(<Form />, { api: known });
    const field = await screen.findByLabelText('Workloads to move');
    expect(
      screen.getByText(
        '2,500 scheduled jobs: of the first 2,000 by name, 2,000 can be taken. Type to find any other.',
      ),
    ).toBeVisible();
    await userEvent.click(field);
    expect(screen.getAllByRole('option')).toHaveLength(50);
    expect(screen.getByText('2,450 more: type to find them')).toBeVisible();

    const before = known.workloads.mock.calls.length;
    fireEvent.change(field, { target: { value: 'zz' } });
    fireEvent.change(field, { target: { value: 'zz-l' } });
    expect(screen.getByText('All workloads are searched…')).toBeVisible();
    await userEvent.click(
      await screen.findByRole('option', { name: /zz-later/ }),
    );
    expect(known.workloads.mock.calls.slice(before)).toEqual([
      [
        expect.objectContaining({ kind: ['scheduled'], text: ['zz-l'] }),
        expect.anything(),
      ],
    ]);
    await waitFor(() =>
      expect(screen.getByText('["zz-later"]')).toBeInTheDocument(),
    );
    expect(screen.getByRole('button', { name: 'zz-later' })).toBeVisible();
    expect(known.workload).not.toHaveBeenCalled();
  });
});

describe('validateWorkloadPicker', () => {
  const problemsOf = async (
    answer: () => Promise<typeof free>,
    language?: 'ja',
  ) => {
    const problems: string[] = [];
    await validateWorkloadPicker(
      ['job'],
      { addError: (message: string) => problems.push(message) } as any,
      {
        apiHolder: formApis(mockApi({ workload: answer }), language),
        formData: {},
      } as any,
    );
    return problems;
  };

  it.each([
    ['nothing', async () => free, []],
    ['a link', async () => linked, ['linked: has a target already']],
    [
      'an unsupported schedule',
      async () =>
        workload('odd', {
          translation: {
            status: 'unsupported',
            schedules: [],
            deduplicate: false,
            reason: '@reboot has no counterpart',
            differences: [],
          },
        }),
      ['odd cannot be translated: @reboot has no counterpart'],
    ],
    [
      'a masked credential without a place',
      async () => secret,
      ['secret needs DB_PASSWORD: say under the credentials where it is kept.'],
    ],
    [
      'an unknown id',
      async () => Promise.reject(new Error('no workload')),
      ['job: no workload'],
    ],
  ])('refuses %s', async (_, answer, problems) => {
    expect(await problemsOf(answer as any)).toEqual(problems);
  });

  it.each([
    ['a link', async () => linked, 'linked: 新側がすでにある'],
    [
      'a refusal of the server',
      async () => Promise.reject(new Error('No workload has the id job')),
      'job: ID が job のワークロードはありません',
    ],
    [
      'an unsupported schedule',
      async () =>
        workload('odd', {
          translation: {
            status: 'unsupported',
            schedules: [],
            deduplicate: false,
            reason:
              '`in` runs once, some time after each Sidekiq process starts. Enqueue it where it is needed, or give it a fixed time.',
            differences: [],
          },
        }),
      'odd のスケジュールは変換できません: `in` は各 Sidekiq プロセスの開始から',
    ],
  ])('says %s in Japanese', async (_, answer, said) => {
    const [problem] = await problemsOf(answer as any, 'ja');
    expect(problem).toContain(said);
  });
});

import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { WorkloadDetail } from 'backstage-plugin-batch-migration-common';
import { useState } from 'react';
import { mockApi, summary, workload } from '../../__testUtils__/estate';
import { formApis } from '../../__testUtils__/formApis';
import { renderPage } from '../../__testUtils__/renderPage';
import { SchedulePicker, type SchedulePickerProps } from './SchedulePicker';
import { validateSchedulePicker } from './scheduleValidation';

async function problemsOf(value: unknown, language?: 'ja'): Promise<string[]> {
  const problems: string[] = [];
  await validateSchedulePicker(
    value as any,
    { addError: (problem: string) => problems.push(problem) } as any,
    { apiHolder: formApis(mockApi(), language) } as any,
  );
  return problems;
}

/** The form around the field: it gives back what the field answers. */
const Form = ({
  initial,
  onValue,
  workloads,
}: {
  initial: unknown;
  onValue: (value: unknown) => void;
  workloads?: string[];
}) => {
  const [formData, setFormData] = useState(initial);
  const props = {
    formData,
    onChange: (value: unknown) => {
      setFormData(value);
      onValue(value);
    },
    schema: { title: 'Schedule' },
    idSchema: { $id: 'root_schedule' },
    uiSchema: workloads
      ? { 'ui:options': { workloads: 'workloadIds' } }
      : { 'ui:options': {} },
    formContext: { formData: { workloadIds: workloads } },
  };
  return <SchedulePicker {...(props as unknown as SchedulePickerProps)} />;
};

describe('SchedulePicker', () => {
  it('says what six fields, an interval and an instant mean', async () => {
    const onValue = jest.fn();
    await renderPage(
      <Form
        initial={{
          expression: 'cron(30 18 ? * MON-FRI *)',
          timezone: 'Asia/Tokyo',
        }}
        onValue={onValue}
      />,
      { api: mockApi() },
    );
    const field = await screen.findByRole('region', { name: 'Schedule' });
    const runs = await within(field).findByRole('list', {
      name: 'Next 5 runs, Asia/Tokyo',
    });
    expect(within(runs).getAllByRole('listitem')).toHaveLength(5);
    expect(within(field).getByText('cron(30 18 ? * MON-FRI *)')).toBeVisible();
    expect(
      within(field).getByText(/Asia\/Tokyo has no daylight saving/),
    ).toBeVisible();

    fireEvent.change(within(field).getByRole('textbox', { name: 'Hour' }), {
      target: { value: '25' },
    });
    expect(onValue).toHaveBeenLastCalledWith({
      expression: 'cron(30 25 ? * MON-FRI *)',
      timezone: 'Asia/Tokyo',
    });
    expect(within(field).getByRole('alert')).toHaveTextContent(
      /This is no schedule: /,
    );

    await userEvent.click(
      within(field).getByRole('button', { name: 'Every …' }),
    );
    fireEvent.change(within(field).getByRole('spinbutton', { name: 'Every' }), {
      target: { value: '5' },
    });
    expect(onValue).toHaveBeenLastCalledWith({
      expression: 'rate(5 hours)',
      timezone: 'Asia/Tokyo',
    });
    expect(
      within(field).getByText(/counts from the moment when/),
    ).toBeVisible();

    await userEvent.click(within(field).getByRole('button', { name: 'Once' }));
    fireEvent.change(within(field).getByLabelText('Day and time'), {
      target: { value: '2027-03-01T05:30' },
    });
    expect(onValue).toHaveBeenLastCalledWith({
      expression: 'at(2027-03-01T05:30:00)',
      timezone: 'Asia/Tokyo',
    });
  });

  it('compares another way to write a schedule with that of the host, and takes it back', async () => {
    const onValue = jest.fn();
    const job = workload('news-digest-pm', {
      schedule: {
        ...{ dialect: 'debian-cron', expression: '30 18 * * 1-5' },
        timezone: 'Asia/Tokyo',
      },
      translation: {
        ...{ status: 'exact', reason: null, deduplicate: false },
        schedules: [
          { expression: 'cron(30 18 ? * MON-FRI *)', timezone: 'Asia/Tokyo' },
        ],
        differences: [],
      } as any,
    });
    await renderPage(
      <Form initial={undefined} onValue={onValue} workloads={[job.id]} />,
      { api: mockApi({ workload: async () => job as WorkloadDetail }) },
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'news-digest-pm' }),
    );
    expect(screen.getByText('same as the host')).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'As on the host' }),
    ).toHaveAttribute('aria-pressed', 'true');

    await userEvent.click(screen.getByRole('button', { name: 'Cron' }));
    const [override] = onValue.mock.lastCall[0];
    expect(override).toEqual({
      workloadId: job.id,
      expression: 'cron(30 18 ? * MON-FRI *)',
      timezone: 'Asia/Tokyo',
    });
    expect(
      screen.getByText(/^Same instants as/, { exact: false }),
    ).toBeVisible();

    fireEvent.change(screen.getByRole('textbox', { name: 'Minute' }), {
      target: { value: '31' },
    });
    expect(screen.getByText('other instants than the host')).toBeVisible();
    expect(screen.getByText(/at .* only the host would run/)).toBeVisible();

    await userEvent.click(
      screen.getByRole('button', { name: "Back to the host's" }),
    );
    expect(onValue).toHaveBeenLastCalledWith([]);
    expect(screen.getByText('same as the host')).toBeVisible();
  });

  it('calls nothing the same as the host before it was compared', async () => {
    const job = workload('news-digest-pm', {
      schedule: {
        ...{ dialect: 'debian-cron', expression: '30 18 * * 1-5' },
        timezone: 'Asia/Tokyo',
      },
    });
    let tell = () => {};
    const told = new Promise<void>(resolve => {
      tell = resolve;
    });
    const override = {
      workloadId: job.id,
      expression: 'cron(31 18 ? * MON-FRI *)',
      timezone: 'Asia/Tokyo',
    };
    await renderPage(
      <Form initial={[override]} onValue={() => {}} workloads={[job.id]} />,
      {
        api: mockApi({
          workload: async () => job as WorkloadDetail,
          summary: () => told.then(() => summary),
        }),
      },
    );
    expect(await screen.findByText('not compared yet')).toBeVisible();
    expect(screen.getByText(override.expression)).toBeVisible();
    expect(screen.queryByText('same as the host')).not.toBeInTheDocument();

    await act(async () => tell());
    expect(
      await screen.findByText('other instants than the host'),
    ).toBeVisible();
    expect(screen.queryByText('not compared yet')).not.toBeInTheDocument();
  });

  it.each([
    [{ expression: 'cron(15 4 ? * MON-FRI *)', timezone: 'Asia/Tokyo' }, 0],
    [{ expression: '15 4 * * *', timezone: 'Asia/Tokyo' }, 1],
    [{ expression: 'rate(5 minutes)', timezone: 'Asia/Edo' }, 1],
    [undefined, 1],
    [[], 0],
    [
      [
        { workloadId: 'w1', expression: 'rate(1 hour)', timezone: 'UTC' },
        { workloadId: 'w2', expression: 'rate(0 hours)', timezone: 'UTC' },
      ],
      1,
    ],
  ])('refuses what EventBridge would refuse of %j', async (value, errors) => {
    expect(await problemsOf(value)).toHaveLength(errors);
  });

  it.each([
    ['', 'UTC', 'スケジュールとして読めません: 式がありません。'],
    [
      'cron(99 4 ? * MON *)',
      'UTC',
      'スケジュールとして読めません: 分: 99 は 0-59 の範囲にありません。',
    ],
    [
      'cron(0 4 * *)',
      'UTC',
      'スケジュールとして読めません: cron() には 6 つの欄',
    ],
    [
      'rate(5 minutes)',
      'Asia/Edo',
      'Asia/Edo はタイムゾーンではありません。例: Asia/Tokyo',
    ],
  ])(
    'says in Japanese why %j in %s is refused',
    async (expression, timezone, said) => {
      const [problem] = await problemsOf({ expression, timezone }, 'ja');
      expect(problem).toContain(said);
    },
  );

  it('says beside the field in Japanese what EventBridge would refuse', async () => {
    await renderPage(
      <Form
        initial={{ expression: 'rate(0 hours)', timezone: 'UTC' }}
        onValue={() => {}}
      />,
      { api: mockApi(), language: 'ja' },
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /^スケジュールとして読めません: rate\(\) には 0 より大きい数/,
    );
  });
});

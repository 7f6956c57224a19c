import { ResponseError } from '@backstage/errors';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { EMPTY_PLAN } from 'backstage-plugin-batch-migration-common';
import { mockApi, summary, workload } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPage';
import { EstateProvider } from '../../hooks/useEstate';
import { WorkloadSection } from '../overview/WorkloadSection';

const jobs = ['feed-import', 'sitemap', 'digest'].map(name => workload(name));

const apiOf = (over: object = {}) =>
  mockApi({
    workloads: async () => ({ items: jobs, totalItems: 3, nextCursor: null }),
    ...over,
  });

const refusal = async (status: number, error: object) =>
  ResponseError.fromResponse({
    ok: false,
    status,
    statusText: 'No',
    headers: new Headers({ 'content-type': 'application/json' }),
    text: async () =>
      JSON.stringify({
        error: { name: 'Error', message: 'Refused', ...error },
        response: { statusCode: status },
      }),
  } as any);

async function open(
  api: ReturnType<typeof mockApi>,
  {
    mayPlan,
    ...options
  }: { at?: string; language?: 'ja'; mayPlan?: boolean } = {},
) {
  const user = userEvent.setup();
  const onChanged = jest.fn();
  await renderPage(
    <EstateProvider>
      <WorkloadSection
        summary={mayPlan === undefined ? undefined : { ...summary, mayPlan }}
        round={0}
        onChanged={onChanged}
      />
    </EstateProvider>,
    { api, ...options },
  );
  return { user, onChanged };
}

async function paste(user: ReturnType<typeof userEvent.setup>, text: string) {
  await user.click(await screen.findByRole('button', { name: 'Import plans' }));
  const dialog = screen.getByRole('dialog', {
    name: 'Import plans from a file',
  });
  await user.click(within(dialog).getByLabelText('Plans as YAML'));
  await user.paste(text);
  return within(dialog);
}

const preview = {
  dryRun: true,
  unchanged: 2,
  plans: [
    {
      workloadId: 'wl-1',
      name: 'sitemap',
      version: 4,
      changes: [
        { field: 'wave', before: null, after: 'spring' },
        { field: 'notes', before: 'old', after: null },
      ],
    },
  ],
};

describe('export', () => {
  it('hands over what the filters show', async () => {
    const api = apiOf({ exportPlans: jest.fn(async () => 'a: 1\n') });
    const made: Blob[] = [];
    URL.createObjectURL = jest.fn((blob: Blob) => {
      made.push(blob);
      return 'blob:1';
    }) as any;
    URL.revokeObjectURL = jest.fn();
    const save = jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation();
    const { user } = await open(api, { at: '/?stage=planned' });
    await user.click(
      await screen.findByRole('button', { name: 'Export plans' }),
    );
    await waitFor(() => expect(made).toHaveLength(1));
    expect(save).toHaveBeenCalledTimes(1);
    save.mockRestore();
    expect(api.exportPlans).toHaveBeenCalledWith(
      expect.objectContaining({ stage: ['planned'] }),
    );
    expect(URL.revokeObjectURL).toHaveBeenCalledWith('blob:1');
  });

  it('says why there is no file', async () => {
    const error = await refusal(403, { message: 'Not yours' });
    const { user } = await open(
      apiOf({
        exportPlans: async () => {
          throw error;
        },
      }),
    );
    await user.click(
      await screen.findByRole('button', { name: 'Export plans' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Not exported: Not yours',
    );
  });
});

describe('import', () => {
  it('is locked, with the reason, for who may plan nothing', async () => {
    const { user } = await open(apiOf(), { mayPlan: false });
    const button = await screen.findByRole('button', { name: /Import plans/ });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    await user.click(button);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    await user.hover(button);
    expect(await screen.findByRole('tooltip')).toHaveTextContent(
      'batchMigration.plan.update',
    );
  });

  it('is open for who may plan some', async () => {
    const { user } = await open(apiOf(), { mayPlan: true });
    await user.click(
      await screen.findByRole('button', { name: 'Import plans' }),
    );
    expect(await screen.findByRole('dialog')).toBeVisible();
  });

  it('shows what would change before it changes anything', async () => {
    const importPlans = jest.fn(async ({ dryRun = false }) => ({
      ...preview,
      dryRun,
    }));
    const updatePlans = jest.fn(async () => ({ plans: [] }));
    const { user, onChanged } = await open(apiOf({ importPlans, updatePlans }));
    const dialog = await paste(user, 'plans: []');
    await user.click(
      dialog.getByRole('button', { name: 'See what would change' }),
    );
    const table = await dialog.findByRole('table', {
      name: 'What would change',
    });
    expect(within(table).getAllByRole('row')).toHaveLength(3);
    expect(table).toHaveTextContent('wave–spring');
    expect(dialog.getByRole('status')).toHaveTextContent(
      '1 plan would change, 2 stay as they are.',
    );
    expect(onChanged).not.toHaveBeenCalled();
    await user.click(dialog.getByRole('button', { name: 'Change 1 plan' }));
    expect(await dialog.findByText('1 plan was changed.')).toBeVisible();
    expect(onChanged).toHaveBeenCalledTimes(1);
    expect(importPlans.mock.calls).toEqual([
      [{ text: 'plans: []', dryRun: true, merge: false }],
      [{ text: 'plans: []', dryRun: false, merge: false }],
    ]);

    await user.click(dialog.getByRole('button', { name: 'Undo' }));
    expect(updatePlans).toHaveBeenCalledWith({
      plans: [{ workloadId: 'wl-1', version: 4, restore: 3 }],
      change: {},
    });
    expect(onChanged).toHaveBeenCalledTimes(2);
  });

  it('reads a file again that was mended since it was chosen', async () => {
    const { user } = await open(apiOf());
    const dialog = await paste(user, '');
    const input = dialog.getByLabelText<HTMLInputElement>('Choose a file', {
      selector: 'input',
    });
    const file = (text: () => Promise<string>) =>
      Object.assign(new File([], 'plans.yaml'), { text });
    await user.upload(
      input,
      file(async () => 'plans: [}'),
    );
    const field = dialog.getByLabelText('Plans as YAML');
    await waitFor(() => expect(field).toHaveValue('plans: [}'));
    // A browser says nothing of the same file while it is still chosen.
    expect(input.value).toBe('');
    await user.upload(
      input,
      file(async () => 'plans: []'),
    );
    await waitFor(() => expect(field).toHaveValue('plans: []'));

    await user.upload(
      input,
      file(async () => Promise.reject(new Error('it is gone'))),
    );
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'plans.yaml could not be read: it is gone',
    );
    expect(field).toHaveValue('plans: []');
    await user.type(field, ' ');
    expect(dialog.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('leads to the line that is wrong', async () => {
    const error = await refusal(400, {
      issues: [{ line: 2, column: 3, message: 'wave must be text' }],
    });
    const { user } = await open(
      apiOf({
        importPlans: async () => {
          throw error;
        },
      }),
    );
    const dialog = await paste(user, 'ab\ncdef\n');
    await user.click(
      dialog.getByRole('button', { name: 'See what would change' }),
    );
    const table = await dialog.findByRole('table', {
      name: 'What is wrong in the file',
    });
    expect(table).toHaveTextContent('wave must be text');
    await user.click(within(table).getByRole('button', { name: '2' }));
    const field = dialog.getByLabelText<HTMLTextAreaElement>('Plans as YAML');
    expect(field).toHaveFocus();
    expect(field.selectionStart).toBe(5);
    await user.paste('x');
    expect(dialog.queryByRole('table')).not.toBeInTheDocument();
  });

  it('merges with what others changed, and names what it cannot', async () => {
    const conflict = (fields: string[]) =>
      refusal(409, {
        conflicts: [
          {
            workloadId: 'wl-1',
            name: 'sitemap',
            expected: 3,
            current: { ...EMPTY_PLAN, version: 4 },
            fields,
          },
        ],
      });
    const errors = [await conflict(['wave']), await conflict(['wave'])];
    const { user } = await open(
      apiOf({
        importPlans: jest.fn(async () => {
          throw errors.shift();
        }),
      }),
    );
    const dialog = await paste(user, 'plans: []');
    await user.click(
      dialog.getByRole('button', { name: 'See what would change' }),
    );
    expect(await dialog.findByText('3 → 4')).toBeVisible();
    await user.click(
      dialog.getByRole('button', { name: 'Bring your changes into theirs' }),
    );
    await waitFor(() =>
      expect(
        dialog.queryByRole('button', {
          name: 'Bring your changes into theirs',
        }),
      ).not.toBeInTheDocument(),
    );
    expect(dialog.getByText(/settled by hand/)).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Back to the file' }));
    expect(dialog.getByLabelText('Plans as YAML')).toHaveValue('plans: []');
  });

  it('speaks Japanese', async () => {
    const { user } = await open(apiOf(), { language: 'ja' });
    await user.click(
      await screen.findByRole('button', { name: '計画を読み込む' }),
    );
    expect(
      screen.getByRole('dialog', { name: 'ファイルから計画を読み込む' }),
    ).toBeVisible();
  });
});

describe('rows of the overview', () => {
  it('are ticked by keys, a range with Shift, and planned together', async () => {
    const updatePlans = jest.fn(async () => ({ plans: [] }));
    const { user, onChanged } = await open(apiOf({ updatePlans }));
    const name = await screen.findByRole('link', { name: 'feed-import' });
    act(() => name.focus());
    await user.keyboard(' ');
    expect(screen.getByText('1 selected')).toBeVisible();
    await user.keyboard('{ArrowDown}{ArrowDown}{Shift>} {/Shift}');
    expect(screen.getByText('3 selected')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Plan 3 selected' }));
    await user.type(await screen.findByLabelText('Wave'), 'spring');
    await user.click(screen.getByRole('button', { name: 'Save in 3 plans' }));
    await waitFor(() => expect(onChanged).toHaveBeenCalledTimes(1));
    expect(updatePlans).toHaveBeenCalledWith({
      plans: jobs.map(({ id, plan }) => ({
        workloadId: id,
        version: plan.version,
      })),
      change: { wave: 'spring' },
    });
  });
});

import { act, renderHook } from '@testing-library/react';
import { useLoad } from './useLoad';

/** Answers to questions, each when and as the test says. */
function questions() {
  const asked: Array<{
    key: string;
    answer: (value: string) => Promise<void>;
    fail: (message: string) => Promise<void>;
  }> = [];
  const ask = (key: string) =>
    new Promise<string>((resolve, reject) => {
      asked.push({
        key,
        answer: value => act(async () => resolve(value)),
        fail: message => act(async () => reject(new Error(message))),
      });
    });
  return { asked, ask, last: () => asked[asked.length - 1] };
}

interface Props {
  key: string;
  epoch?: number;
  round?: number;
}

function show(epoch?: number) {
  const { asked, ask, last } = questions();
  const { result, rerender } = renderHook(
    ({ key, epoch: at, round }: Props) =>
      useLoad(() => ask(key), key, at, round),
    { initialProps: { key: 'a', epoch } as Props },
  );
  const told = () => {
    const { value, error, outdated, loading } = result.current;
    return {
      value,
      loading,
      error: error?.message,
      outdated: outdated?.message,
    };
  };
  const reload = () => act(() => result.current.reload());
  return { asked, last, told, reload, turnTo: rerender };
}

const NOTHING = { value: undefined, error: undefined, outdated: undefined };

describe.each([
  ['alone', undefined],
  ['with somebody who tells what is outdated', 0],
])('useLoad %s', (_, epoch) => {
  it('has no value where the first answer fails, and one when it is asked for again', async () => {
    const { last, told, reload } = show(epoch);
    expect(told()).toEqual({ ...NOTHING, loading: true });
    await last().fail('busy');
    expect(told()).toEqual({ ...NOTHING, loading: false, error: 'busy' });
    reload();
    expect(told()).toEqual({ ...NOTHING, loading: true });
    await last().fail('still busy');
    expect(told()).toEqual({ ...NOTHING, loading: false, error: 'still busy' });
    reload();
    await last().answer('A');
    expect(told()).toEqual({ ...NOTHING, loading: false, value: 'A' });
  });

  it('leaves the answer to the last question until the next one is there', async () => {
    const { last, told, turnTo } = show(epoch);
    await last().answer('A');
    turnTo({ key: 'b', epoch });
    expect(told()).toEqual({ ...NOTHING, loading: true, value: 'A' });
    await last().answer('B');
    expect(told()).toEqual({ ...NOTHING, loading: false, value: 'B' });
  });

  it('never takes the answer to another question for one that failed', async () => {
    const { last, told, reload, turnTo } = show(epoch);
    await last().answer('A');
    turnTo({ key: 'b', epoch });
    await last().fail('busy');
    expect(told()).toEqual({ ...NOTHING, loading: false, error: 'busy' });
    reload();
    await last().fail('still busy');
    expect(told()).toEqual({ ...NOTHING, loading: false, error: 'still busy' });
    turnTo({ key: 'c', epoch });
    expect(told()).toEqual({ ...NOTHING, loading: true });
  });

  it('keeps what it has of a question to which it comes back', async () => {
    const { asked, last, told, turnTo } = show(epoch);
    await last().answer('A');
    turnTo({ key: 'b', epoch });
    turnTo({ key: 'a', epoch });
    expect(asked.map(({ key }) => key)).toEqual(['a', 'b', 'a']);
    await asked[1].fail('overtaken');
    expect(told()).toEqual({ ...NOTHING, loading: true, value: 'A' });
    await last().answer('A again');
    expect(told()).toEqual({ ...NOTHING, loading: false, value: 'A again' });
  });
});

describe('a reload that fails', () => {
  it('is an error where nobody else would tell', async () => {
    const { last, told, reload } = show();
    await last().answer('A');
    reload();
    expect(told()).toEqual({ ...NOTHING, loading: true, value: 'A' });
    await last().fail('busy');
    expect(told()).toMatchObject({ error: 'busy', outdated: undefined });
  });

  it('shows nothing of it under the next question', async () => {
    const { last, told, reload, turnTo } = show();
    await last().answer('A');
    reload();
    await last().fail('busy');
    turnTo({ key: 'b', epoch: undefined });
    expect(told()).toEqual({ ...NOTHING, loading: true });
  });

  it('leaves what was right once, and tells that it is outdated each time', async () => {
    const { last, told, reload } = show(0);
    await last().answer('A');
    reload();
    await last().fail('busy');
    const outdated = { ...NOTHING, loading: false, value: 'A' };
    expect(told()).toEqual({ ...outdated, outdated: 'busy' });
    reload();
    // Told anew, it is heard anew.
    expect(told()).toEqual({ ...NOTHING, loading: true, value: 'A' });
    await last().fail('still busy');
    expect(told()).toEqual({ ...outdated, outdated: 'still busy' });
    reload();
    await last().answer('A again');
    expect(told()).toEqual({ ...outdated, value: 'A again' });
  });
});

describe('another epoch', () => {
  it('leaves everything as it is until it has an answer', async () => {
    const { last, told, turnTo } = show(0);
    await last().answer('A');
    turnTo({ key: 'a', epoch: 1 });
    expect(told()).toEqual({ ...NOTHING, loading: false, value: 'A' });
    await last().fail('busy');
    turnTo({ key: 'a', epoch: 2 });
    expect(told()).toMatchObject({ value: 'A', outdated: 'busy' });
    await last().answer('A again');
    expect(told()).toEqual({ ...NOTHING, loading: false, value: 'A again' });
  });

  it('makes no value of one that answered another question', async () => {
    const { last, told, turnTo } = show(0);
    await last().answer('A');
    turnTo({ key: 'b', epoch: 0 });
    await last().fail('busy');
    turnTo({ key: 'b', epoch: 1 });
    await last().fail('still busy');
    expect(told()).toEqual({ ...NOTHING, loading: false, error: 'still busy' });
  });

  it('makes none while the first answer to a question is on its way', async () => {
    const { last, told, turnTo } = show(0);
    await last().answer('A');
    turnTo({ key: 'b', epoch: 0 });
    turnTo({ key: 'b', epoch: 1 });
    expect(told()).toEqual({ ...NOTHING, loading: true, value: 'A' });
    await last().fail('busy');
    expect(told()).toEqual({ ...NOTHING, loading: false, error: 'busy' });
  });
});

describe('another round', () => {
  it('loads anew, and leaves what was right once where that fails', async () => {
    const { asked, last, told, turnTo } = show(0);
    await last().answer('A');
    turnTo({ key: 'a', epoch: 0, round: 1 });
    expect(told()).toEqual({ ...NOTHING, loading: true, value: 'A' });
    await last().fail('busy');
    expect(told()).toEqual({
      ...NOTHING,
      loading: false,
      value: 'A',
      outdated: 'busy',
    });
    turnTo({ key: 'a', epoch: 0, round: 2 });
    await last().answer('A again');
    expect(told()).toEqual({ ...NOTHING, loading: false, value: 'A again' });
    expect(asked).toHaveLength(3);
  });
});

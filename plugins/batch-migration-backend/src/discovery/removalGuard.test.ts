import { isTooMuch, tooMuchReason } from './removalGuard';

describe('the guard of removals', () => {
  it.each([
    // gone, listed, share, too much
    [0, 0, 0, false],
    [0, 10, 0, false],
    [1, 10, 0, true],
    [1, 1, 0.3, true],
    [1, 1, 1, false],
    [3, 10, 0.3, false],
    [4, 10, 0.3, true],
    [10, 10, 0.3, true],
    [10, 10, 1, false],
    [10, 10, 0.99, true],
    [1, 3, 0.3, true],
    // 100 × 0.29 is 28.999999999999996.
    [29, 100, 0.29, false],
    [30, 100, 0.29, true],
  ])('%i of %i with a share of %f: %s', (gone, listed, share, expected) => {
    expect(isTooMuch(gone, listed, share)).toBe(expected);
  });

  it('names the first few, and what to do', () => {
    expect(tooMuchReason(['a', 'b', 'c', 'd'], 5, 0.3)).toBe(
      'Nothing is removed: the source answers without them, and 4 of its 5 servers would go, more than the share of 0.3 (batchMigration.removal.maxShare). First of them: a, b, c. Look whether the source reads all that it should. If they are really gone, raise the share for one round.',
    );
  });
});

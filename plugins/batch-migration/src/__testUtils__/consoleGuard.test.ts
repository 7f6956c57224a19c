import { expectConsole, guardConsole } from './consoleGuard';

/** What the guard hands to Jest, for a console of its own. */
function guarded() {
  const after: Array<() => void> = [];
  const { error, warn } = console;
  const hooks = [
    jest.spyOn(global, 'afterEach').mockImplementation(fn => {
      after.push(fn as () => void);
    }),
    jest.spyOn(global, 'afterAll').mockImplementation(() => {}),
  ];
  guardConsole();
  hooks.forEach(hook => hook.mockRestore());
  const { error: onError, warn: onWarn } = console;
  Object.assign(console, { error, warn });
  return { error: onError, warn: onWarn, judge: after[0] };
}

describe('the guard of the console', () => {
  it.each(['error', 'warn'] as const)('lets no %s pass', level => {
    const guard = guarded();
    guard[level]('Failed prop type: %s', 'rows');
    expect(guard.judge).toThrow(`console.${level}: Failed prop type: rows`);
    // It is the matter of one test only.
    expect(guard.judge).not.toThrow();
  });

  it('lets pass what other packages say', () => {
    const guard = guarded();
    guard.error('Warning: findDOMNode is deprecated and will be removed');
    expect(guard.judge).not.toThrow();
  });

  it('lets pass what a test expects, as it expects it', () => {
    const guard = guarded();
    expectConsole(/broken/);
    guard.error('It is broken');
    expect(guard.judge).not.toThrow();
    guard.error('It is broken');
    expect(guard.judge).toThrow('console.error: It is broken');

    expectConsole(/broken/, 'warn');
    guard.error('It is broken');
    expect(guard.judge).toThrow('console.error: It is broken');
  });

  it('asks for what a test expects', () => {
    const guard = guarded();
    expectConsole(/broken/);
    expect(guard.judge).toThrow('no console.error like /broken/');
  });
});

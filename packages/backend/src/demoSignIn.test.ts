import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { authProvidersExtensionPoint } from '@backstage/plugin-auth-node';
import demoSignIn from './demoSignIn';

const start = (providers: object, registerProvider: jest.Mock) =>
  startTestBackend({
    extensionPoints: [[authProvidersExtensionPoint, { registerProvider }]],
    features: [
      demoSignIn,
      mockServices.rootConfig.factory({ data: { auth: { providers } } }),
    ],
  });

describe('the demo sign-in', () => {
  const environment = process.env.NODE_ENV;

  const runIn = (name: string) => {
    (process.env as Record<string, string>).NODE_ENV = name;
  };

  afterEach(() => runIn(environment ?? 'test'));

  it('registers the configured people in development', async () => {
    runIn('development');
    const registerProvider = jest.fn();
    await start({ 'demo-sre': {}, 'demo-auditor': {} }, registerProvider);
    expect(
      registerProvider.mock.calls.map(([{ providerId }]) => providerId),
    ).toEqual(['demo-sre', 'demo-auditor']);
  });

  it('refuses to start outside development', async () => {
    runIn('production');
    await expect(start({ 'demo-sre': {} }, jest.fn())).rejects.toThrow(
      /runs only with NODE_ENV=development/,
    );
  });

  it('stays out of the way where nobody is configured', async () => {
    runIn('production');
    const registerProvider = jest.fn();
    await start({}, registerProvider);
    expect(registerProvider).not.toHaveBeenCalled();
  });
});

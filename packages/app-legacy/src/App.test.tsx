import { render, screen } from '@testing-library/react';
import App from './App';

describe('the portal in the legacy frontend system', () => {
  it('starts with the plugin mounted', async () => {
    process.env = {
      ...process.env,
      APP_CONFIG: [
        {
          context: 'test',
          data: {
            app: { title: 'Test', baseUrl: 'http://localhost:3000' },
            backend: { baseUrl: 'http://localhost:7007' },
            auth: { providers: {} },
          },
        },
      ] as unknown as string,
    };
    render(<App />);
    // Signing in as a guest needs no backend.
    expect(await screen.findByText('Batch migration')).toBeInTheDocument();
  });
});

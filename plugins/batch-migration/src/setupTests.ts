import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';
import { guardConsole } from './__testUtils__/consoleGuard';
import { leanStyles } from './__testUtils__/leanStyles';

// Pages load lazily, and the machines that run this have few and busy cores.
configure({ asyncUtilTimeout: 60_000 });
jest.setTimeout(240_000);
guardConsole();
// Some tests are of rules alone and have no page.
if (typeof document !== 'undefined') leanStyles();

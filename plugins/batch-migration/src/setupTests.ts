import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Pages load lazily, and the machines that run this have few and busy cores.
configure({ asyncUtilTimeout: 60_000 });
jest.setTimeout(240_000);

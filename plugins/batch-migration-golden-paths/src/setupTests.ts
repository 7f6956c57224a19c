// The machines that run this have few and busy cores.
jest.setTimeout(240_000);

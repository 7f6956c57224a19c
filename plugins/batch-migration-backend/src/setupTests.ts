// The machines that run this have few and busy cores.
jest.setTimeout(60_000);

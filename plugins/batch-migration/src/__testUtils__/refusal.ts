import { ResponseError } from '@backstage/errors';

const NAMES: Readonly<Record<number, string>> = {
  400: 'InputError',
  403: 'NotAllowedError',
  404: 'NotFoundError',
  409: 'ConflictError',
};

/** What the client throws where the backend refuses; `more` stands beside the message. */
export const refusal = (status: number, message: string, more: object = {}) =>
  ResponseError.fromResponse({
    ok: false,
    status,
    statusText: message,
    headers: new Headers({ 'content-type': 'application/json' }),
    text: async () =>
      JSON.stringify({
        error: { name: NAMES[status] ?? 'Error', message, ...more },
        response: { statusCode: status },
      }),
  } as any);

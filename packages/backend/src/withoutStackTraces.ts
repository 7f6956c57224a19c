import type { RequestHandler } from 'express';

/**
 * Takes the stack out of error answers. Backstage sends it in development,
 * where the demo runs, from an error handler inside each plugin's router, so
 * that an option of the root router's own handler comes too late.
 */
export const withoutStackTraces: RequestHandler = (
  _request,
  response,
  next,
) => {
  const json = response.json.bind(response);
  response.json = body => {
    if (typeof body?.error?.stack !== 'string') return json(body);
    const { stack, ...error } = body.error;
    return json({ ...body, error });
  };
  next();
};

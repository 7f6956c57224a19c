import type { RequestHandler } from 'express';
import { PayloadTooLargeError } from '../errors';

/** What some clients send where there is nothing to say, such as `{}`. */
const NOTHING = 1024;

/** Of a call that reads no body: nobody waits for one to arrive. */
export const noBody: RequestHandler = (req, res, next) => {
  const length = Number(req.headers['content-length'] ?? 0);
  const isOfUnknownLength = req.headers['transfer-encoding'] !== undefined;
  if (length > NOTHING || isOfUnknownLength) {
    // Else the rest is read to its end before the next request.
    res.set('Connection', 'close');
    next(new PayloadTooLargeError('This call takes no body'));
    return;
  }
  next();
};

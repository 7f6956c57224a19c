import { z } from 'zod';

/** PostgreSQL stores no NUL, and UTF-8 has no half of a surrogate pair. */
const STORABLE = /^[^\0\p{Surrogate}]*$/u;

/** Text that every database stores, and answers as it was. */
export const storedText = () =>
  z.string().regex(STORABLE, {
    message: 'must hold no NUL and no half of a surrogate pair',
  });

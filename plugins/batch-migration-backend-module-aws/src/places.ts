import { InputError } from '@backstage/errors';

/** One account and region, where the calls of one client go. */
export interface AwsPlace {
  accountId: string;
  region: string;
}

const ACCOUNT = /^\d{12}$/;
const REGION = /^[a-z]{2,3}(-[a-z]+)+-\d{1,2}$/;
/** `@` may stand in the name of a pipeline. */
const NAME = /^[0-9a-zA-Z_.@-]{1,255}$/;

/**
 * Reads a location's ref, for example `scheduler:111122223333/ap-northeast-1/news`.
 *
 * @param shape - what the ref names beyond account and region, for the message
 * @throws InputError naming the ref and what is wrong with it
 */
export function parsePlace(
  ref: string,
  scheme: string,
  shape: 'region' | 'named',
): AwsPlace & { name: string } {
  const [accountId = '', region = '', ...rest] = ref
    .slice(scheme.length + 1)
    .split('/');
  const name = rest.join('/');
  const expected = `${scheme}:<account>/<region>${
    shape === 'named' ? '/<name>' : ''
  }`;
  if (!ref.startsWith(`${scheme}:`) || !ACCOUNT.test(accountId)) {
    throw new InputError(
      `The ref "${ref}" names no AWS account of 12 digits; expected ${expected}`,
    );
  }
  if (!REGION.test(region)) {
    throw new InputError(
      `The ref "${ref}" names no AWS region; expected ${expected}`,
    );
  }
  if (shape === 'named' ? !NAME.test(name) : name !== '') {
    throw new InputError(`The ref "${ref}" is not of the form ${expected}`);
  }
  return { accountId, region, name };
}

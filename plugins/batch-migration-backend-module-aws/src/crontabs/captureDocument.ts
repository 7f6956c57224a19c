import { GetDocumentCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';

const PACKAGE = 'backstage-plugin-batch-migration-backend-module-aws';
/** The document that this package ships. */
export const DOCUMENT_PATH = resolvePackagePath(
  PACKAGE,
  'documents',
  'read-crontabs.json',
);

/**
 * The version of the document in the account, where it is ours to the letter:
 * nothing else is ever executed on a host, whoever may edit documents there. A
 * version never changes, so what is sent with it is what was compared.
 *
 * @throws InputError where the account's document is another one
 */
export async function checkedVersion(
  client: SSMClient,
  name: string,
  signal?: AbortSignal,
): Promise<string> {
  const { Content = '', DocumentVersion } = await client.send(
    new GetDocumentCommand({ Name: name, DocumentFormat: 'JSON' }),
    { abortSignal: signal },
  );
  const ours = JSON.parse(await readFile(DOCUMENT_PATH, 'utf8'));
  if (!DocumentVersion || !isDeepStrictEqual(parsed(Content), ours)) {
    throw new InputError(
      `the document ${name} is not the one that this version of ${PACKAGE} ships, so nothing is executed and no output of it is read; update it from documents/read-crontabs.json`,
    );
  }
  return DocumentVersion;
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}

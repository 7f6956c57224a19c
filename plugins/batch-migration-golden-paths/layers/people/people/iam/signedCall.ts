import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { Hash } from '@smithy/hash-node';
import { SignatureV4 } from '@smithy/signature-v4';

/** Calls the API of sessions, signed with the credentials of whoever runs this. */
export async function signedCall(url: string, body: object, region: string): Promise<{ status: number; text: string }> {
  const { hostname, port, protocol, pathname } = new URL(url);
  const text = JSON.stringify(body);
  const signer = new SignatureV4({ credentials: defaultProvider(), region, service: 'execute-api', sha256: Hash.bind(null, 'sha256') });
  const host = port ? `${hostname}:${port}` : hostname;
  const { headers } = await signer.sign({ method: 'POST', protocol, hostname, path: pathname, headers: { host, 'content-type': 'application/json' }, body: text });
  const response = await fetch(url, { method: 'POST', headers, body: text, signal: AbortSignal.timeout(30_000) });
  return { status: response.status, text: await response.text() };
}

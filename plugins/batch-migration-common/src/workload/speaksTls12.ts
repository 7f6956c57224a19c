import type { Fact } from './model';

/**
 * Whether a host speaks TLS 1.2, as its newest fact about TLS says; `null`
 * where none says so clearly. The version of OpenSSL alone does not: what a
 * client offers also depends on how it was built and set up.
 */
export function speaksTls12(facts: readonly Fact[]): boolean | null {
  const told = facts
    .filter(({ name, value }) => name === 'tls' && value !== null)
    .sort((a, b) => (a.observedAt ?? '').localeCompare(b.observedAt ?? ''))
    .map(({ value }) => verdictOf(value!))
    .filter((verdict): verdict is boolean => verdict !== null);
  return told.pop() ?? null;
}

function verdictOf(value: string): boolean | null {
  if (isOpenSslWithout12(value)) return false;
  if (/\b(?:no|not|without|lacks)\b[^,;.]{0,30}\bTLS ?v?1\.[23]/i.test(value)) {
    return false;
  }
  if (/TLS ?v?1\.2\b[^,;.]{0,20}\b(?:off|disabled|missing)\b/i.test(value)) {
    return false;
  }
  if (/TLS ?v?1\.[23]\b/i.test(value)) return true;
  return /TLS ?v?1\.[01]\b|\bSSL ?v?3/i.test(value) ? false : null;
}

/**
 * OpenSSL has TLS 1.2 since 1.0.1 (https://www.openssl.org/news/cl101.txt), so
 * older ones cannot. A newer one says nothing: builds switch it off.
 */
function isOpenSslWithout12(value: string): boolean {
  const version = /^OpenSSL (\d+)\.(\d+)\.(\d+)/i.exec(value.trim());
  if (!version) return false;
  const [major, minor, patch] = version.slice(1).map(Number);
  return major < 1 || (major === 1 && minor === 0 && patch < 1);
}

/**
 * Where people and git reach a host. Plain HTTP only where the API itself is
 * configured so: a token goes nowhere else unencrypted.
 */
export function webBase(host: string, apiBaseUrl?: string): string {
  return `${apiBaseUrl?.startsWith('http://') ? 'http' : 'https'}://${host}`;
}

/** Name of the repository at an address below an owner's, or `null`. */
export function inOwner(address: string, owner: string): string | null {
  if (!address.startsWith(`${owner}/`)) return null;
  const name = address.slice(owner.length + 1).replace(/(?:\.git)?\/?$/, '');
  return /^[A-Za-z0-9._-]+$/.test(name) ? name : null;
}

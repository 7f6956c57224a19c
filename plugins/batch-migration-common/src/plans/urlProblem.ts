/** Why a link's address is refused; `null` where it is not. */
export function urlProblem(address: string): string | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return 'must be a web address such as https://wiki.example.com/page';
  }
  if (!['http:', 'https:'].includes(url.protocol)) {
    return `must start with https:// or http://, and not with ${url.protocol}`;
  }
  if (url.username !== '' || url.password !== '') {
    return 'must hold no user and no password';
  }
  return null;
}

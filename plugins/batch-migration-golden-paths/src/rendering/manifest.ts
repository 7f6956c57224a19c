import { jsonText } from './jsonText';

/** A `package.json` or its lock under the repository's name. */
export function renamed(manifest: string, name: string): string {
  const parsed = JSON.parse(manifest);
  parsed.name = name;
  if (parsed.packages) parsed.packages[''].name = name;
  return jsonText(parsed);
}

import { maskSecrets } from './maskSecrets';

const HELD = /^(?:|\$\w+|\*\*\*MASKED:[A-Z][A-Z0-9_]*\*\*\*)$/;

/** cron takes the rest of the line for the value, where a shell would end it at a blank. */
function maskSetting(name: string, value: string) {
  const [known] = maskSecrets(`${name}=x`).names;
  if (known && !HELD.test(value)) {
    return { value: `***MASKED:${known}***`, names: [known] };
  }
  // The name decides whether a value is a credential, so both are looked at.
  const { text, names } = maskSecrets(`${name}=${value}`);
  return { value: text.slice(name.length + 1), names };
}

/** The settings of a crontab with their credentials masked, and the names of these. */
export function maskEnvironment(
  environment: Readonly<Record<string, string>>,
): { values: Record<string, string>; names: string[] } {
  const values: Array<[string, string]> = [];
  const names: string[] = [];
  for (const [name, value] of Object.entries(environment)) {
    const masked = maskSetting(name, value);
    values.push([name, masked.value]);
    names.push(...masked.names);
  }
  // A setting named `__proto__` must become a plain key.
  return { values: Object.fromEntries(values), names };
}

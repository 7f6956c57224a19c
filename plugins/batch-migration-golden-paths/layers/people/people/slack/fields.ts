/** A field that is not there, or is something else. */
export class Missing extends Error {}

/** An object of JSON that others wrote; what is read of it is there, and is what it should be. */
export class Fields {
  private readonly values: Record<string, unknown>;

  constructor(value: unknown, private readonly path = '') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Missing(`${path || 'the body'} is no object`);
    this.values = value as Record<string, unknown>;
  }

  names(): string[] {
    return Object.keys(this.values);
  }

  optional(name: string): unknown {
    const value = Object.hasOwn(this.values, name) ? this.values[name] : undefined;
    return value === null ? undefined : value;
  }

  optionalText(name: string): string | null {
    const value = this.optional(name);
    if (value === undefined) return null;
    if (typeof value !== 'string') throw new Missing(`${this.path}${name} is no text`);
    return value;
  }

  text(name: string): string {
    const value = this.optionalText(name);
    if (!value) throw new Missing(`${this.path}${name} is missing`);
    return value;
  }

  fields(name: string): Fields {
    return new Fields(this.optional(name), `${this.path}${name}.`);
  }

  list(name: string): Fields[] {
    const value = this.optional(name);
    if (!Array.isArray(value)) throw new Missing(`${this.path}${name} is no list`);
    return value.map((each, index) => new Fields(each, `${this.path}${name}[${index}].`));
  }
}

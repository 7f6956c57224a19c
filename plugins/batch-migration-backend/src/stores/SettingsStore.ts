import type { Knex } from 'knex';

interface SettingRow {
  key: string;
  value: string;
}

/** Values of the installation itself. */
export class SettingsStore {
  constructor(private readonly db: Knex) {}

  async get(key: string): Promise<string | undefined> {
    const row = await this.db<SettingRow>('settings').where({ key }).first();
    return row?.value;
  }

  /** Stores the value unless there is one, and returns what is stored then. */
  async setOnce(key: string, value: string): Promise<string> {
    await this.db<SettingRow>('settings')
      .insert({ key, value })
      .onConflict('key')
      .ignore();
    return (await this.get(key)) ?? value;
  }

  async set(key: string, value: string, tx: Knex = this.db): Promise<void> {
    await tx<SettingRow>('settings')
      .insert({ key, value })
      .onConflict('key')
      .merge();
  }
}

import type { AuthService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError, toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EntityRef } from 'backstage-plugin-batch-migration-common';

/** By which address other systems know the people who are signed in. */
export class Emails {
  constructor(
    private readonly options: {
      catalog: Pick<CatalogService, 'getEntityByRef'>;
      auth: Pick<AuthService, 'getOwnServiceCredentials'>;
    },
  ) {}

  /**
   * As the catalog has it now: it must not be the person's own to write.
   *
   * @throws ServiceUnavailableError where the catalog does not answer
   */
  async of(user: EntityRef): Promise<string | null> {
    const { catalog, auth } = this.options;
    try {
      const entity = await catalog.getEntityByRef(user, {
        credentials: await auth.getOwnServiceCredentials(),
      });
      // A hand-written entity may hold anything here.
      const profile = (entity?.spec as JsonObject | undefined)?.profile;
      const email = (profile as JsonObject | undefined)?.email;
      return typeof email === 'string' && /^[^@\s]+@[^@\s]+$/.test(email)
        ? email
        : null;
    } catch (error) {
      throw new ServiceUnavailableError(
        `The catalog did not tell who you are: ${toError(error).message}`,
      );
    }
  }
}

import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';

/** SHA-256 as the signer takes it. */
export class Sha256 {
  private hash!: Hash | Hmac;

  constructor(private readonly secret?: unknown) {
    this.reset();
  }

  reset(): void {
    this.hash =
      this.secret === undefined
        ? createHash('sha256')
        : createHmac('sha256', this.secret as Buffer);
  }

  update(data: Uint8Array): void {
    this.hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }
}

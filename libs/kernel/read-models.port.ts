/** A read model has not yet seen the position the reader asked for. */
export class NotYetSeen extends Error {
  override readonly name = 'NotYetSeen';
  constructor(
    readonly projection: string,
    readonly wanted: bigint,
    readonly seen: bigint,
  ) {
    super(`${projection} has seen ${seen}, not yet ${wanted}`);
  }
}

/**
 * How readers learn how far the read models are. Rows themselves are read with SQL from the schema `read`.
 */
export abstract class ReadModels {
  /** Waits until the projection has seen `position`; throws {@link NotYetSeen} after `timeoutMs`. */
  abstract waitFor(projection: string, position: bigint, timeoutMs?: number): Promise<void>;
  /** The position up to which the live version of a projection is complete. */
  abstract seen(projection: string): Promise<bigint>;
}

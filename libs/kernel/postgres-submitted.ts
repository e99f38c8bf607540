import type { Connection, Submittable } from 'pg';

/** A statement whose answer is not rows as `pg` reads them: a COPY into the database or out of it. */
export abstract class Submitted implements Submittable {
  readonly done: Promise<void>;
  private resolve: () => void = () => undefined;
  private reject: (failure: unknown) => void = () => undefined;
  private failure: unknown;

  constructor() {
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  abstract submit(connection: Connection): void;

  /** A refusal, after which the connection is ready again, or its loss, after which it never is. */
  handleError(failure: unknown) {
    this.failure = failure;
    this.reject(failure);
  }
  handleReadyForQuery() {
    if (this.failure === undefined) this.resolve();
  }
  handleRowDescription() {}
  handleDataRow(_: { readonly fields: readonly string[] }) {}
  handleCommandComplete() {}
  handleEmptyQuery() {}
  handlePortalSuspended() {}
}

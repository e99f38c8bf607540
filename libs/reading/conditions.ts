/** A `where` clause in the making: every value becomes a numbered parameter, never text. */
export class Conditions {
  readonly parameters: unknown[] = [];
  private readonly all: string[] = [];

  /** Numbers a value and answers its place: `where.and(\`region = ${where.take(region)}\`)`. */
  take(value: unknown): string {
    return `$${this.parameters.push(value)}`;
  }

  and(condition: string): this {
    this.all.push(condition);
    return this;
  }

  /**
   * Adds a condition with its own parameters, made by a function that is told the number of its first one.
   */
  andMadeBy(
    make: (first: number) => { readonly sql: string; readonly parameters: readonly unknown[] },
  ): this {
    const { sql, parameters } = make(this.parameters.length + 1);
    this.parameters.push(...parameters);
    return this.and(sql);
  }

  get sql(): string {
    return this.all.length === 0 ? 'true' : this.all.join(' and ');
  }

  copy(): Conditions {
    const copy = new Conditions();
    copy.parameters.push(...this.parameters);
    copy.all.push(...this.all);
    return copy;
  }
}

/** Text a person typed, for `ilike`: every sign of theirs stands for itself. */
export const containing = (typed: string) => `%${typed.replace(/[\\%_]/g, '\\$&')}%`;

import { texts, type BinaryArray } from './postgres-arrays.js';
import type { Row } from './postgres-rows.js';

type Rows<Values> = (call: { name: string; text: string; values: Values }) => Promise<readonly Row[]>;

/**
 * The dictionary of event types: the log holds a number for each. Grows only, so what is known stays true.
 */
export class TypeDictionary {
  private readonly ids = new Map<string, number>();
  private readonly names = new Map<number, string>();

  /** Makes sure that the numbers of these types are known, giving one to those that are new. */
  async register(types: ReadonlySet<string>, rows: Rows<BinaryArray[]>): Promise<void> {
    const unknown = [...types].filter((type) => !this.ids.has(type));
    if (unknown.length === 0) return;
    const text = 'select name, type_id from store.types_of($1)';
    this.learn(await rows({ name: 'types_of', text, values: [texts(unknown)] }));
  }

  /** Makes sure that the types behind these numbers are known. */
  async look(typeIds: Iterable<number>, rows: Rows<[]>): Promise<void> {
    for (const typeId of typeIds) {
      if (this.names.has(typeId)) continue;
      const text = 'select name, type_id from store.type';
      this.learn(await rows({ name: 'types', text, values: [] }));
      return;
    }
  }

  readonly idOf = (type: string): number => this.ids.get(type)!;
  readonly nameOf = (typeId: number): string => this.names.get(typeId)!;

  private learn(rows: readonly Row[]): void {
    for (const [name, typeId] of rows) {
      this.ids.set(name!, Number(typeId));
      this.names.set(Number(typeId), name!);
    }
  }
}

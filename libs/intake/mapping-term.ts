import type { Fault } from '#kernel';
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type Pair,
} from 'yaml';
import { nearNames, perhaps } from './near-name.js';

/** A place in the mapping's text, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Everything wrong with a mapping, each fault with its place: a person repairs them all at once. */
export class Faults {
  readonly list: Fault[] = [];

  add({ line, column }: Place, zh: string, en: string): void {
    if (this.list.length < 50)
      this.list.push({ path: `line ${line}, column ${column}`, message: `${zh} / ${en}` });
  }
}

/** A piece of the mapping's YAML that knows where it stands. */
export class Term {
  private constructor(
    private readonly node: Node | null,
    private readonly document: Document,
    private readonly lines: LineCounter,
    readonly place: Place,
  ) {}

  /** Throws nothing: what YAML itself finds goes to `faults`, and the answer is then `undefined`. */
  static read(yaml: string, faults: Faults): Term | undefined {
    const lines = new LineCounter();
    const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false });
    for (const { pos, message } of document.errors) {
      const { line, col } = lines.linePos(pos[0]);
      faults.add({ line, column: col }, 'YAML 语法错误', message.slice(0, 200));
    }
    if (document.errors.length > 0) return undefined;
    return new Term(document.contents as Node | null, document, lines, { line: 1, column: 1 });
  }

  /** Text, number or truth as it was written; `undefined` for lists and maps. */
  get text(): string | undefined {
    if (!isScalar(this.node) || this.node.value === null) return undefined;
    return typeof this.node.value === 'string'
      ? this.node.value
      : (this.node.source ?? String(this.node.value));
  }

  /** The value YAML gives it: for constants. */
  get value(): unknown {
    return this.node === null ? undefined : (this.node.toJS(this.document) as unknown);
  }

  get isText(): boolean {
    return isScalar(this.node) && typeof this.node.value === 'string';
  }
  get isMap(): boolean {
    return isMap(this.node);
  }
  get isList(): boolean {
    return isSeq(this.node);
  }

  get items(): Term[] {
    return isSeq(this.node) ? this.node.items.map((item) => this.at(item as Node)) : [];
  }
  get entries(): { readonly name: string; readonly key: Term; readonly term: Term }[] {
    if (!isMap(this.node)) return [];
    return (this.node.items as Pair<Node, Node | null>[]).map(({ key, value }) => {
      const named = this.at(key);
      return {
        name: named.text ?? '',
        key: named,
        term: value === null ? this.nothing(named) : this.at(value),
      };
    });
  }
  find(name: string): Term | undefined {
    return this.entries.find((entry) => entry.name === name)?.term;
  }

  /** Tells of every name that is none of those allowed, with the ones that may have been meant. */
  allowOnly(names: readonly string[], faults: Faults): void {
    for (const { name, key } of this.entries) {
      if (names.includes(name)) continue;
      const near = perhaps(nearNames(name, names));
      faults.add(key.place, `此处没有“${name}”这一项${near}`, `there is no "${name}" here${near}`);
    }
  }

  private at(node: Node): Term {
    const start = node.range?.[0];
    const found = start === undefined ? undefined : this.lines.linePos(start);
    const place = found ? { line: found.line, column: found.col } : this.place;
    const meant = isAlias(node) ? (node.resolve(this.document) ?? null) : node;
    return new Term(meant, this.document, this.lines, place);
  }
  private nothing({ place }: Term): Term {
    return new Term(null, this.document, this.lines, place);
  }
}

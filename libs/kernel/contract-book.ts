import { copyOf, type EventContract, type Recorded } from './event.js';

/**
 * Turns data of one version into data of the next. Keyed by event type, then by the version it starts from.
 */
export type Upcasters = Readonly<Record<string, Readonly<Record<number, (data: never) => unknown>>>>;

/** The event is newer than this program: a rolling deployment. Whoever reads it waits; nobody drops it. */
export class NewerThanUs extends Error {
  override readonly name = 'NewerThanUs';
}

/**
 * Every event the house knows, by type, and how old versions are read today. Stored bytes are never touched.
 */
export class ContractBook {
  private readonly byType: ReadonlyMap<string, EventContract>;

  constructor(
    readonly contracts: readonly EventContract[],
    private readonly upcasters: Upcasters = {},
  ) {
    this.byType = new Map(contracts.map((contract) => [contract.type, contract]));
  }

  find(type: string): EventContract | undefined {
    return this.byType.get(type);
  }

  get(type: string): EventContract {
    const contract = this.byType.get(type);
    if (contract === undefined) throw new Error(`no contract for ${type}`);
    return contract;
  }

  /** The same record in today's words. An unknown type passes: the reader's own rules decide about it. */
  current(recorded: Recorded): Recorded {
    const contract = this.byType.get(recorded.event.type);
    if (contract === undefined || contract.version === recorded.version) return recorded;
    const { type } = contract;
    if (recorded.version > contract.version) throw new NewerThanUs(`${type} v${recorded.version}`);
    let { data } = recorded.event;
    for (let version = recorded.version; version < contract.version; version += 1) {
      const upcast = this.upcasters[type]?.[version];
      if (upcast === undefined) throw new Error(`no upcaster for ${type} v${version}`);
      data = upcast(data as never);
    }
    return { ...copyOf(recorded), version: contract.version, event: { type, data } };
  }
}

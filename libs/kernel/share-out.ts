/** A shard that somebody is to hold, and who holds it now. `work`: what one must be able to do for it. */
export interface SharedShard {
  readonly key: string;
  readonly work: string;
  readonly owner: string | undefined;
  /** Shards of the same slot are about the same partitions: whoever has one reads less for another. */
  readonly slot?: string | undefined;
  /** Who let its lease end without giving it back. Alive or not, it goes to another if there is one. */
  readonly lapsed?: string | undefined;
}
/** A living program and what it has rules for. */
export interface Member {
  readonly owner: string;
  readonly work: readonly string[];
}

/**
 * Who is to hold which shard. Every program works this out for itself from the same tables, and all come to
 * the same answer: what is held stays where it is, what nobody holds goes to whoever has least, and one who
 * has at least two more than another gives of its surplus. What a program holds that has gone, or has no
 * rules for, is left alone until its lease ends. Keys of shards, with the owner each is meant for.
 */
export function shareOut(
  shards: readonly SharedShard[],
  members: readonly Member[],
): ReadonlyMap<string, string> {
  const hands = [...members]
    .sort((one, other) => (one.owner < other.owner ? -1 : 1))
    .map(({ owner, work }) => new Hand(owner, new Set(work)));
  const free: SharedShard[] = [];
  for (const shard of [...shards].sort((one, other) => (one.key < other.key ? -1 : 1))) {
    if (shard.owner === undefined) free.push(shard);
    else hands.find(({ owner }) => owner === shard.owner)?.keep(shard);
  }
  for (const shard of free) leastLaden(hands, shard)?.held.push(shard);
  while (evenOut(hands));
  return new Map(hands.flatMap(({ owner, held }) => held.map(({ key }) => [key, owner] as const)));
}

class Hand {
  readonly held: SharedShard[] = [];

  constructor(
    readonly owner: string,
    readonly able: ReadonlySet<string>,
  ) {}

  keep(shard: SharedShard) {
    if (this.able.has(shard.work)) this.held.push(shard);
  }

  of(work: string): number {
    return this.held.filter((shard) => shard.work === work).length;
  }

  /** How many it has that are about the same partitions. */
  beside({ slot }: SharedShard): number {
    return slot === undefined ? 0 : this.held.filter((shard) => shard.slot === slot).length;
  }
}

/** Shards of one read model are spread, because it may be the one with all the work. */
function leastLaden(hands: readonly Hand[], shard: SharedShard): Hand | undefined {
  const { work, lapsed } = shard;
  const late = ({ owner }: Hand) => Number(owner === lapsed);
  return hands
    .filter(({ able }) => able.has(work))
    .sort(
      (one, other) =>
        late(one) - late(other) ||
        one.held.length - other.held.length ||
        one.of(work) - other.of(work) ||
        other.beside(shard) - one.beside(shard),
    )[0];
}

/** Moves one shard from one who has at least two more than another; answers whether there was such a one. */
function evenOut(hands: readonly Hand[]): boolean {
  const byLoad = [...hands].sort((one, other) => other.held.length - one.held.length);
  for (const from of byLoad)
    for (const to of [...byLoad].reverse()) {
      if (from.held.length < to.held.length + 2) break;
      const shard = surplus(from, to, hands);
      if (shard === undefined) continue;
      from.held.splice(from.held.indexOf(shard), 1);
      to.held.push(shard);
      return true;
    }
  return false;
}

/** What `from` has most of and `to` least; among such what is about the same partitions as what `to` has. */
function surplus(from: Hand, to: Hand, hands: readonly Hand[]): SharedShard | undefined {
  const excess = ({ work }: SharedShard) => from.of(work) - to.of(work);
  const elsewhere = (shard: SharedShard) =>
    hands.reduce((sum, hand) => (hand === from ? sum : sum + hand.beside(shard)), 0);
  return from.held
    .filter(({ work, lapsed }) => to.able.has(work) && lapsed !== to.owner)
    .sort(
      (one, other) =>
        excess(other) - excess(one) ||
        to.beside(other) - to.beside(one) ||
        elsewhere(one) - elsewhere(other) ||
        (one.key < other.key ? 1 : -1),
    )[0];
}

/** FNV-1a over UTF-16 units: the same partition goes to the same shard on every machine, for ever. */
export function shardOf(partition: string, shards: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < partition.length; i += 1) hash = Math.imul(hash ^ partition.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % shards;
}

/** What has to hold of the parts of a search before they are joined. */
import type { Shard } from './question.ts';

/** Why some parts are not all of one search, each there once; null where they are. */
export function shardsWrong(shards: readonly (Shard | null)[]): string | null {
  const parts: Shard[] = [];
  for (const shard of shards) {
    if (shard === null) return 'a result is no shard: it was made without --shard';
    parts.push(shard);
  }
  const count = parts[0]?.count ?? 0;
  const other = parts.find((shard) => shard.count !== count);
  if (other) return `a result is of ${other.count} shards and another of ${count}`;
  for (let index = 1; index <= count; index++) {
    const have = parts.filter((shard) => shard.index === index).length;
    if (have === 0) return `shard ${index}/${count} is missing`;
    if (have > 1) return `shard ${index}/${count} is there ${have} times`;
  }
  return null;
}

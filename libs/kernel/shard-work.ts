import type { Page } from './event-store.port.js';
import type { Lease, ShardName } from './lease.js';

/** Points of the loop at which a test may pull the plug. Production passes no hook. */
export type LoopPoint =
  'before-read' | 'after-read' | 'after-fold' | 'before-write' | 'after-write' | 'before-release';
export type LoopHook = (point: LoopPoint, shard: ShardName, position: bigint) => void | Promise<void>;

/** What is done with the windows of one shard while its lease is held. */
export interface ShardWork {
  /**
   * Thinks a window through and answers what will write it, or nothing: it goes with the next one.
   * `poisoned`: an event the database has refused. `more`: there surely is a next one.
   */
  prepare(page: Page, step: WindowStep): Promise<Write | undefined>;
  /** There is less than a window left to read. */
  nearHead?(): void;
}
/** What writes windows down, once. */
export interface Write {
  /** `begun` is called, if at all, when the shard is locked: whoever writes to it now waits for this. */
  (begun: () => void): Promise<void>;
  /** It adds rows and looks at none, so it may be sent as soon as the write before has begun. */
  readonly addsOnly?: true;
}
export interface WindowStep {
  readonly from: bigint;
  readonly poisoned: bigint | undefined;
  readonly more: boolean;
}
export interface WorkKind {
  readonly window: number;
  /** `careful`: PostgreSQL refused a window; rows thought new may be there, texts may hold anything. */
  open(lease: Lease, careful: boolean): Promise<ShardWork>;
}

export interface Counters {
  applied: number;
  windows: number;
  failures: number;
}

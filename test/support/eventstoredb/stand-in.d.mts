export interface Faults {
  lostReplies: number;
  notLeader: { host: string; port: number } | undefined;
  notReady: boolean;
  members: readonly { host: string; port: number; leader: boolean; alive?: boolean }[] | undefined;
  delayMs: number;
  /** Refuses everybody, as a node does that cannot look up accounts while a leader is elected. */
  denied: boolean;
  /** So many appends are answered with success and without a place. */
  placeless: number;
}
type Kept = readonly { id: string; stream: string; revision: number; position: number }[];
export interface StandIn {
  readonly port: number;
  readonly url: string;
  /** Without what the server itself and other applications have written. */
  ours(): Kept;
  readonly log: {
    readonly events: Kept;
    /** Takes a stream's events out of the log, as a real server does when their retention is over. */
    scavenge(stream: string): void;
  };
  readonly faults: Faults;
  stop(): void;
}
export function startStandIn(options?: {
  port?: number;
  file?: string;
  log?: StandIn['log'];
  tls?: { key: Buffer; cert: Buffer };
  password?: string;
}): Promise<StandIn>;

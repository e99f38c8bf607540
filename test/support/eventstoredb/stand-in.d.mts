export interface Faults {
  lostReplies: number;
  notLeader: { host: string; port: number } | undefined;
  notReady: boolean;
  members: readonly { host: string; port: number; leader: boolean; alive?: boolean }[] | undefined;
  delayMs: number;
}
export interface StandIn {
  readonly port: number;
  readonly url: string;
  readonly log: {
    readonly events: readonly { id: string; stream: string; revision: number; position: number }[];
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

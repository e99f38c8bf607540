import type { EventStoreDBClient } from '@eventstore/db-client';

/** How many bytes the server may send of one answer before it hears that they were taken. */
export const WINDOW_BYTES = 1024 * 1024;

/** What the client and its channel show to nobody; see the setting in @grpc/grpc-js, `transport.js`. */
interface Inside {
  createChannel(): Promise<{ readonly internalChannel?: { readonly options?: Record<string, unknown> } }>;
}

/**
 * The client leaves HTTP/2's window of 64 KB and offers no setting for it: fifty events, after which the
 * server stands still until this process has time to say that it took them. Before the channel has
 * connected, its options can still be added to.
 */
export function widenWindow(client: EventStoreDBClient): void {
  const inside = client as unknown as Inside;
  const create = inside.createChannel;
  inside.createChannel = async () => {
    const channel = await create();
    const options = channel.internalChannel?.options;
    if (options) options['grpc-node.flow_control_window'] = WINDOW_BYTES;
    return channel;
  };
}

import { ContractBook, EventStore, type KafkaLink } from '#kernel';
import {
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Pool } from 'pg';
import { agreements } from './agreements.words.js';
import { Relay } from './relay.js';

/**
 * 对外发布: what other systems may know, where brokers are configured. Says nothing of its own.
 * Listens to: everything, by position.
 */
@Module({})
export class RelayModule implements OnApplicationBootstrap, OnModuleDestroy {
  static over(link: KafkaLink, prefix: string): DynamicModule {
    const relay = {
      provide: Relay,
      useFactory: (pool: Pool, store: EventStore, book: ContractBook) =>
        new Relay({ link, pool, store, book }, agreements, prefix),
      inject: [Pool, EventStore, ContractBook],
    };
    return { module: RelayModule, providers: [relay] };
  }

  constructor(private readonly relay: Relay) {}

  onApplicationBootstrap(): void {
    this.relay.start();
  }

  /** Before the pools close. */
  onModuleDestroy(): Promise<void> {
    return this.relay.stop();
  }
}

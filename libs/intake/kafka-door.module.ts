import { EventStore, PersonalData, type KafkaLink } from '#kernel';
import {
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Pool } from 'pg';
import { Intake } from './intake.js';
import { IntakeModule } from './intake.module.js';
import { KafkaSource, type KafkaSourceOptions } from './kafka-source.adapter.js';

type Options = Partial<KafkaSourceOptions> & Pick<KafkaSourceOptions, 'topics'>;

/**
 * 数据接入（消息队列）: the departments' topics, where brokers are configured. Says whatever the other doors may say.
 * Listens to: nothing.
 */
@Module({})
export class KafkaDoorModule implements OnApplicationBootstrap, OnModuleDestroy {
  static over(link: KafkaLink, options: Options): DynamicModule {
    const source = {
      provide: KafkaSource,
      useFactory: (pool: Pool, store: EventStore, persons: PersonalData) =>
        new KafkaSource({ link, pool, store, persons }, options),
      inject: [Pool, EventStore, PersonalData],
    };
    return { module: KafkaDoorModule, imports: [IntakeModule], providers: [source] };
  }

  constructor(
    private readonly source: KafkaSource,
    private readonly intake: Intake,
  ) {}

  /** Not waited for: brokers that are away must not keep the other doors shut. */
  onApplicationBootstrap(): void {
    void this.source.start((...delivery) => this.intake.receive(...delivery));
  }

  /** Before the pools close: the chunks under way are finished, and the group is left. */
  onModuleDestroy(): Promise<void> {
    return this.source.stop();
  }
}

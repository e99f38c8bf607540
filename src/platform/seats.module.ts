import {
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Pool } from 'pg';
import type { Role } from '../settings-declared.js';
import { Seats } from './seats.js';

/** The seats of this process, from the moment it serves until its connections close. */
@Module({})
export class SeatsModule implements OnApplicationBootstrap, OnModuleDestroy {
  static standing(roles: readonly Role[]): DynamicModule {
    const seats = { provide: Seats, useFactory: (pool: Pool) => new Seats(pool, roles), inject: [Pool] };
    return { module: SeatsModule, providers: [seats], exports: [Seats] };
  }

  constructor(private readonly seats: Seats) {}

  onApplicationBootstrap(): void {
    this.seats.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.seats.stop();
  }
}

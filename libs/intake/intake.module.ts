import { EventStore, Scribe } from '#kernel';
import { Module } from '@nestjs/common';
import { Pool } from 'pg';
import { CloudEventsController } from './cloudevents.controller.js';
import { FacilityRegions } from './facility-regions.adapter.js';
import { Intake } from './intake.js';
import { Rejections } from './rejections.adapter.js';

/**
 * 数据接入: three doors, one core. Says whatever a department's contract lets it say, in the department's name.
 * Listens to: nothing.
 */
@Module({
  controllers: [CloudEventsController],
  providers: [
    { provide: FacilityRegions, useFactory: (pool: Pool) => new FacilityRegions(pool), inject: [Pool] },
    { provide: Rejections, useFactory: (pool: Pool) => new Rejections(pool), inject: [Pool] },
    {
      provide: Intake,
      useFactory: (store: EventStore, scribe: Scribe, facilities: FacilityRegions, rejections: Rejections) =>
        new Intake({ store, scribe, facilities, rejections, now: Date.now }),
      inject: [EventStore, Scribe, FacilityRegions, Rejections],
    },
  ],
  exports: [Intake],
})
export class IntakeModule {}

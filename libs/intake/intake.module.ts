import { ContractBook, EventStore, PersonalData, Scribe } from '#kernel';
import { Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Pool } from 'pg';
import { CloudEventsController } from './cloudevents.controller.js';
import { FacilityRegions } from './facility-regions.adapter.js';
import { FileWorker } from './file-worker.js';
import { FilesController } from './files.controller.js';
import { Intake } from './intake.js';
import { Jobs } from './jobs.adapter.js';
import { Rejections } from './rejections.adapter.js';
import { RejectionsController } from './rejections.controller.js';
import { RejectionList } from './rejections.reader.js';
import { Repairs } from './repair.js';
import { SealedBefore } from './sealed-before.js';
import { repairedRows } from './repaired-row.js';

const sealing = <T>(provide: new (pool: Pool, persons: PersonalData) => T) => ({
  provide,
  useFactory: (pool: Pool, persons: PersonalData) => new provide(pool, persons),
  inject: [Pool, PersonalData],
});

/**
 * 数据接入: three doors, one core. Says whatever a department's contract lets it say, in the department's name.
 * Listens to: nothing.
 */
@Module({
  controllers: [CloudEventsController, FilesController, RejectionsController],
  providers: [
    { provide: FacilityRegions, useFactory: (pool: Pool) => new FacilityRegions(pool), inject: [Pool] },
    sealing(Rejections),
    sealing(RejectionList),
    sealing(Jobs),
    sealing(SealedBefore),
    {
      provide: Intake,
      useFactory: (store: EventStore, scribe: Scribe, facilities: FacilityRegions, rejections: Rejections) =>
        new Intake({ store, scribe, facilities, rejections, now: Date.now }),
      inject: [EventStore, Scribe, FacilityRegions, Rejections],
    },
    {
      provide: Repairs,
      useFactory: (pool: Pool, intake: Intake, list: RejectionList, { book, personalData }: Scribe) => {
        const readRow = repairedRows(new Jobs(pool, personalData), book);
        return new Repairs(pool, { intake, list, readRow, persons: personalData });
      },
      inject: [Pool, Intake, RejectionList, Scribe],
    },
    {
      provide: FileWorker,
      useFactory: (jobs: Jobs, intake: Intake, store: EventStore, book: ContractBook) =>
        new FileWorker({ jobs, intake, store, book }),
      inject: [Jobs, Intake, EventStore, ContractBook],
    },
  ],
  exports: [Intake, Jobs],
})
export class IntakeModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly worker: FileWorker,
    private readonly before: SealedBefore,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.before.seal();
    this.worker.start();
  }

  /** Before the pools close: the batch under way is finished, and the job laid down. */
  onModuleDestroy(): Promise<void> {
    return this.worker.stop();
  }
}

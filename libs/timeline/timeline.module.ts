import { ReadingModule } from '#reading';
import { Module } from '@nestjs/common';
import { EntriesController } from './entries.controller.js';
import { EntriesReader } from './entries.reader.js';
import { FacilityController } from './facility.controller.js';
import { FacilityReader } from './facility.reader.js';
import { HazardController } from './hazard.controller.js';
import { HazardReader } from './hazard.reader.js';
import { TimelineController } from './timeline.controller.js';
import { TimelineReader } from './timeline.reader.js';

/** 合规时间线与机构卡片. Listens to everything published; says nothing. */
@Module({
  imports: [ReadingModule],
  controllers: [FacilityController, TimelineController, EntriesController, HazardController],
  providers: [FacilityReader, TimelineReader, EntriesReader, HazardReader],
})
export class TimelineModule {}

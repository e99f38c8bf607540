import { ReadingModule } from '#reading';
import { Module } from '@nestjs/common';
import { FacilityController } from './facility.controller.js';
import { FacilityReader } from './facility.reader.js';
import { TimelineController } from './timeline.controller.js';
import { TimelineReader } from './timeline.reader.js';

/** 合规时间线与机构卡片. Listens to everything published; says nothing. */
@Module({
  imports: [ReadingModule],
  controllers: [FacilityController, TimelineController],
  providers: [FacilityReader, TimelineReader],
})
export class TimelineModule {}

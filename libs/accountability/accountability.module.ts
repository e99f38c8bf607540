import { ReadingModule } from '#reading';
import { Module } from '@nestjs/common';
import { OfficialController } from './official.controller.js';
import { OfficialReader } from './official.reader.js';
import { RecordReader } from './record.reader.js';

/** 履职记录. Listens to everything published that names a post or an official; says nothing, decides nothing. */
@Module({
  imports: [ReadingModule],
  controllers: [OfficialController],
  providers: [OfficialReader, RecordReader],
})
export class AccountabilityModule {}

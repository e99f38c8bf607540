import { Module } from '@nestjs/common';
import { EffectReader } from './effect.reader.js';
import { TraceController } from './trace.controller.js';
import { TraceReader } from './trace.reader.js';

/** 追溯. Listens to everything; says nothing. */
@Module({ controllers: [TraceController], providers: [TraceReader, EffectReader] })
export class TraceModule {}

import { Module } from '@nestjs/common';
import { FiguresController } from './figures.controller.js';
import { FiguresReader } from './figures.reader.js';
import { HappeningReader } from './happening.reader.js';

/** 跨部门看板. Reads the tables of the timeline's room; says nothing. */
@Module({ controllers: [FiguresController], providers: [FiguresReader, HappeningReader] })
export class DashboardModule {}

import { Module } from '@nestjs/common';
import { Histories } from './history.js';
import { Vantages } from './vantage.js';

/**
 * What every reader's room shares: the two times, pages, and the past of one subject. Says nothing, shows
 * nothing.
 */
@Module({ providers: [Vantages, Histories], exports: [Vantages, Histories] })
export class ReadingModule {}

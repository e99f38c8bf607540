import { Module } from '@nestjs/common';
import { ConductFacts } from './conduct.reader.js';

/**
 * What every room that takes commands shares: who says it, when, and facts of other streams. Says nothing
 * itself.
 */
@Module({ providers: [ConductFacts], exports: [ConductFacts] })
export class ConductModule {}

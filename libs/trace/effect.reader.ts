import { may, type Caller } from '#authority';
import { ProjectionRegistry, type Effect, type Recorded } from '#kernel';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EffectAnswer } from './trace.answers.js';
import { wordsOf } from './trace.words.js';

/** Rows about officials are read by those alone who may read officials. */
const ABOUT_OFFICIALS = new Set(['tenure', 'act', 'obligation', 'record']);

/** What an event put where: the pure rules say the keys, the tables how those rows stand now. */
@Injectable()
export class EffectReader {
  constructor(
    private readonly registry: ProjectionRegistry,
    private readonly dataSource: DataSource,
  ) {}

  of(caller: Caller, recorded: Recorded): Promise<EffectAnswer[]> {
    const readable = ({ projection }: Effect) =>
      !ABOUT_OFFICIALS.has(projection) || may(caller, 'official/read');
    return Promise.all(
      this.registry
        .explain(recorded)
        .filter(readable)
        .map((effect) => this.row(effect)),
    );
  }

  private async row({ projection, ...effect }: Effect): Promise<EffectAnswer> {
    // The name comes from our own registry, never from the caller.
    const [found] = await this.dataSource.query<{ row: EffectAnswer['row'] }[]>(
      `select to_jsonb(r) as row from read.${projection} r where r.key = $1`,
      [effect.key],
    );
    return { readModel: projection, ...wordsOf(projection), ...effect, row: found?.row ?? null };
  }
}

import {
  ContractBook,
  EventStore,
  PersonalData,
  ProjectionRegistry,
  ReadModels,
  Runner,
  Scribe,
} from '#kernel';
import { Module, type DynamicModule } from '@nestjs/common';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { Settings } from '../settings.js';
import type { Platform } from './platform.js';

/** What every room may ask for by class: one platform, opened before Nest and closed after it. */
@Module({})
export class PlatformModule {
  static over(platform: Platform, settings: Settings): DynamicModule {
    const provided = [
      { provide: Settings, useValue: settings },
      { provide: DataSource, useValue: platform.dataSource },
      { provide: Pool, useValue: platform.pool },
      { provide: EventStore, useValue: platform.store },
      { provide: ContractBook, useValue: platform.scribe.book },
      { provide: PersonalData, useValue: platform.personalData },
      { provide: Scribe, useValue: platform.scribe },
      { provide: ProjectionRegistry, useValue: platform.registry },
      { provide: ReadModels, useValue: platform.readModels },
      { provide: Runner, useValue: platform.runner },
    ];
    return {
      module: PlatformModule,
      global: true,
      providers: provided,
      exports: provided.map(({ provide }) => provide),
    };
  }
}

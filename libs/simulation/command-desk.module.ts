import { InspectionModule } from '#inspection';
import { EventStore, Scribe, type Desk } from '#kernel';
import { RectificationModule } from '#rectification';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';

@Module({})
class CommandDesk {}

@Module({})
class Ground {}

/** The rooms that take commands, over a store of the caller's choice and without HTTP. Close it when done. */
export function commandDesk({ store, scribe }: Desk): Promise<INestApplicationContext> {
  const provided = [
    { provide: EventStore, useValue: store },
    { provide: Scribe, useValue: scribe },
  ];
  const ground = { module: Ground, global: true, providers: provided, exports: [EventStore, Scribe] };
  const imports = [CqrsModule.forRoot(), ground, InspectionModule, RectificationModule];
  return NestFactory.createApplicationContext(
    { module: CommandDesk, imports },
    { logger: false, abortOnError: false },
  );
}

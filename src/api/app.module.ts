import { AuthorityModule, type AuthorityOptions } from '#authority';
import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { TerminusModule } from '@nestjs/terminus';
import type { Platform } from '../platform/platform.js';
import { kafkaRooms } from '../platform/kafka.js';
import { PlatformModule } from '../platform/platform.module.js';
import { SeatsModule } from '../platform/seats.module.js';
import type { Settings } from '../settings.js';
import { join } from 'node:path';
import { HealthController } from './health.controller.js';
import { Metrics } from './metrics.js';
import { MetricsController } from './metrics.controller.js';
import { Parts } from './parts.js';
import { Readiness } from './readiness.js';
import { roomsFor } from './rooms.js';

export interface AppParts {
  readonly settings: Settings;
  readonly platform: Platform;
  readonly dataFolder: string;
}

/** The rooms this process shows, by its roles, over one open platform. */
@Module({})
export class AppModule {
  static forRoot({ settings, platform, dataFolder }: AppParts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CqrsModule.forRoot(),
        TerminusModule.forRoot({ logger: false }),
        AuthorityModule.forRoot(authorityOptions(settings, dataFolder)),
        PlatformModule.over(platform, settings),
        SeatsModule.standing(settings.get('ROLES')),
        ...roomsFor(settings.get('ROLES')),
        ...kafkaRooms(settings),
      ],
      controllers: [HealthController, MetricsController],
      providers: [Metrics, Parts, Readiness],
    };
  }
}

function authorityOptions(settings: Settings, dataFolder: string): AuthorityOptions {
  const [issuerUrl, jwksUrl] = [settings.get('ISSUER_URL'), settings.get('ISSUER_JWKS_URL')];
  const audience = settings.get('ISSUER_AUDIENCE');
  if (issuerUrl === '')
    return { audience, source: { demo: { keyFile: join(dataFolder, 'demo-issuer.key') } } };
  const issuer = { issuerUrl, clientId: settings.get('ISSUER_CLIENT_ID') };
  return { audience, source: jwksUrl === '' ? issuer : { ...issuer, jwksUrl } };
}

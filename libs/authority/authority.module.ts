import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AuthorityGuard } from './guard.js';
import { CallerController } from './caller.controller.js';
import { DemoController } from './demo.controller.js';
import { DemoIssuer, refuseInProduction } from './demo-issuer.adapter.js';
import { Identity } from './identity.port.js';
import { issuerKeys } from './issuer-keys.adapter.js';
import { SignInAnswer, SignInController, type ConsoleIssuer } from './sign-in.controller.js';
import { TokenIdentity } from './token.adapter.js';

/** A real issuer (OpenID Connect). Without `jwksUrl` its metadata is asked. */
export interface IssuerOptions {
  readonly issuerUrl: string;
  /** The console's own name there: a public client. */
  readonly clientId: string;
  readonly jwksUrl?: string;
  /** Seconds; default 900: what a stolen token is worth ends within a quarter of an hour. */
  readonly maxAgeSeconds?: number;
  readonly type?: string;
}

/** The built-in demo issuer. Without `keyFile` its key lives as long as the process. */
export interface DemoOptions {
  readonly keyFile?: string;
}

export interface AuthorityOptions {
  readonly audience: string;
  readonly source: IssuerOptions | { readonly demo: DemoOptions };
}

const MAX_AGE_SECONDS = 900;

/**
 * 权限. Global: its guard stands before every endpoint. `source` decides whether demo accounts exist at all.
 * Says: nothing. Listens to: nothing.
 */
@Module({})
export class AuthorityModule {
  static forRoot({ audience, source }: AuthorityOptions): DynamicModule {
    const demo = 'demo' in source;
    if (demo) refuseInProduction();
    return {
      module: AuthorityModule,
      global: true,
      imports: [DiscoveryModule],
      controllers: [CallerController, SignInController, ...(demo ? [DemoController] : [])],
      providers: [
        ...(demo ? demoIdentity(audience, source.demo) : [issuerIdentity(audience, source)]),
        { provide: SignInAnswer, useValue: { issuer: demo ? null : consoleIssuer(source) } },
        { provide: APP_GUARD, useClass: AuthorityGuard },
      ],
      exports: [Identity, DiscoveryModule],
    };
  }
}

const demoIdentity = (audience: string, { keyFile }: DemoOptions): Provider[] => [
  { provide: DemoIssuer, useFactory: () => DemoIssuer.open(audience, keyFile) },
  { provide: Identity, inject: [DemoIssuer], useFactory: (issuer: DemoIssuer) => issuer.identity() },
];

const consoleIssuer = ({ issuerUrl: url, clientId }: IssuerOptions): ConsoleIssuer => ({ url, clientId });

const issuerIdentity = (audience: string, source: IssuerOptions): Provider => {
  const { issuerUrl, jwksUrl, maxAgeSeconds = MAX_AGE_SECONDS, type } = source;
  const rules = { issuer: issuerUrl, audience, maxAgeSeconds };
  return {
    provide: Identity,
    useFactory: () =>
      new TokenIdentity(issuerKeys(issuerUrl, jwksUrl), type === undefined ? rules : { ...rules, type }),
  };
};

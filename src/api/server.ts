import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import { everyEndpointDeclares } from '#authority';
import { registerIntakeParsers } from '#intake';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { NestLog } from '../log.js';
import type { Platform } from '../platform/platform.js';
import type { Settings } from '../settings.js';
import { serveApiPages } from './api-pages.js';
import { AppModule } from './app.module.js';
import { serveConsole } from './console-files.js';
import { validation } from './malformed-request.js';
import { Metrics } from './metrics.js';
import { noSuchAddress, refuseNul } from './odd-address.js';
import { ProblemFilter } from './problem.filter.js';

/** A command's body; the doors for records and files have limits of their own. */
const BODY_LIMIT_BYTES = 1024 * 1024;
const FILE_LIMIT_BYTES = 64 * 1024 * 1024;

export interface ServerParts {
  readonly settings: Settings;
  readonly platform: Platform;
  readonly log: Logger;
  /** The checkout: the console's files lie in its `dist/console`. */
  readonly project: string;
  readonly dataFolder: string;
}

/**
 * Everything the console needs and nothing more. Styles are made at run time by its component library; tokens
 * are fetched from the issuer.
 */
const contentPolicy = (issuerUrl: string) => ({
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    connectSrc: ["'self'", ...(issuerUrl === '' ? [] : [new URL(issuerUrl).origin])],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'", 'data:'],
    workerSrc: ["'self'", 'blob:'],
    objectSrc: ["'none'"],
    baseUri: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
});

/** The whole HTTP side over an open platform, not yet listening. */
export async function createServer(parts: ServerParts): Promise<NestFastifyApplication> {
  const { settings, platform, log, project, dataFolder } = parts;
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: noSuchAddress,
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot({ settings, platform, dataFolder }),
    adapter,
    { logger: new NestLog(log), bodyParser: false, abortOnError: false },
  );
  const fastify = adapter.getInstance();
  registerIntakeParsers(fastify);
  fastify.removeContentTypeParser('text/plain');
  fastify.addHook('onRequest', refuseNul);
  const contentSecurityPolicy = contentPolicy(settings.get('ISSUER_URL'));
  await app.register(helmet, { contentSecurityPolicy, strictTransportSecurity: false });
  await app.register(multipart, { limits: { fileSize: FILE_LIMIT_BYTES, files: 1, fields: 10 } });
  const max = settings.get('RATE_LIMIT');
  if (max > 0) await app.register(rateLimit, { max, timeWindow: '1 minute', allowList: isProbe });
  app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready', 'metrics'] });
  app.useGlobalPipes(validation());
  app.useGlobalFilters(new ProblemFilter(log));
  everyEndpointDeclares(app);
  const roles = settings.get('ROLES');
  if (roles.includes('api') || roles.includes('intake')) serveApiPages(app);
  await serveConsole(fastify, roles.includes('api') ? join(project, 'dist', 'console') : undefined);
  observeRequests(adapter, app.get(Metrics), log);
  endInTime(adapter);
  return app;
}

/** How long an answer under way may go on once the program ends. */
const DRAIN_MS = 3_000;

/** Whoever has stopped reading an answer would otherwise keep the program from ending, for ever. */
function endInTime(adapter: FastifyAdapter): void {
  const fastify = adapter.getInstance();
  fastify.addHook('preClose', (done) => {
    setTimeout(() => fastify.server.closeAllConnections(), DRAIN_MS).unref();
    done();
  });
}

/** Orchestrators ask often and must hear the truth also while others ask too much. */
const isProbe = ({ url }: { url: string }) => /^\/(health|metrics)\b/.test(url);

function observeRequests(adapter: FastifyAdapter, metrics: Metrics, log: Logger): void {
  adapter.getInstance().addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    const { method } = request;
    metrics.observe({ method, route, status: reply.statusCode, seconds: reply.elapsedTime / 1000 });
    log.info({ method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered');
    done();
  });
}

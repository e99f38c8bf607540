import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

const described = new DocumentBuilder()
  .setTitle("You'an 幼安")
  .setDescription(
    '托育机构综合监管平台接口 · Oversight of childcare facilities. Refusals are application/problem+json with a stable `code` and words in zh and en.',
  )
  .setVersion('1')
  .addBearerAuth()
  .build();

/** The API's description, made from the controllers themselves. */
export const apiDocument = (app: NestFastifyApplication): OpenAPIObject =>
  SwaggerModule.createDocument(app, described);

/**
 * `/openapi.json`, and pages to read and try it at `/docs`. Everything is served from here: no other server
 * is asked.
 */
export function serveApiPages(app: NestFastifyApplication): void {
  SwaggerModule.setup('docs', app, () => apiDocument(app), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: "You'an API · 幼安接口",
    swaggerOptions: { validatorUrl: null, persistAuthorization: true, docExpansion: 'none' },
  });
}

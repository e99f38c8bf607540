import type { INestApplicationContext } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { DECLARATION } from './declaration.js';

export class UndeclaredEndpoints extends Error {
  override readonly name = 'UndeclaredEndpoints';
  constructor(readonly endpoints: readonly string[]) {
    super(`endpoints without @Requires, @SignedIn or @Open: ${endpoints.join(', ')}`);
  }
}

/** Called at boot, before the first request: an endpoint that says nothing about access stops the start. */
export function everyEndpointDeclares(app: INestApplicationContext): void {
  const scanner = new MetadataScanner();
  const silent = app
    .get(DiscoveryService, { strict: false })
    .getControllers()
    .flatMap(({ metatype, instance }) => {
      if (typeof metatype !== 'function' || Reflect.hasMetadata(DECLARATION, metatype)) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      return scanner
        .getAllMethodNames(prototype)
        .filter((name) => Reflect.hasMetadata(PATH_METADATA, prototype[name]!))
        .filter((name) => !Reflect.hasMetadata(DECLARATION, prototype[name]!))
        .map((name) => `${metatype.name}.${name}`);
    });
  if (silent.length > 0) throw new UndeclaredEndpoints(silent);
}

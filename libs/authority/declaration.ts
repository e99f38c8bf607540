import { applyDecorators, createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiForbiddenResponse, ApiUnauthorizedResponse } from '@nestjs/swagger';
import type { Permission } from './authority.words.js';
import type { Caller as Person } from './caller.powers.js';

/** What an endpoint says about who may use it. */
export type Declaration =
  | { readonly permission: Permission }
  /** Whoever is signed in. */
  | { readonly signedIn: string }
  /** Anybody at all; the sentence says why. */
  | { readonly open: string };

export const DECLARATION = 'authority:declaration';

const behindSignIn = (declaration: Declaration) =>
  applyDecorators(
    SetMetadata(DECLARATION, declaration),
    ApiBearerAuth(),
    ApiExtension('x-access', declaration),
    ApiUnauthorizedResponse({ description: 'authority/unknown-caller, authority/expired' }),
    ApiForbiddenResponse({ description: 'authority/beyond-powers' }),
  );

/**
 * Only callers whose role has this permission. On a controller, or on one of its methods, which then counts.
 */
export const Requires = (permission: Permission) => behindSignIn({ permission });
/** Every signed-in caller, with the reason why no permission is asked. */
export const SignedIn = (why: string) => behindSignIn({ signedIn: why });
/** Everybody, with the reason why. */
export const Open = (why: string) => {
  const declaration: Declaration = { open: why };
  return applyDecorators(SetMetadata(DECLARATION, declaration), ApiExtension('x-access', declaration));
};

export type Caller = Person;
/** The caller of a `@Requires` or `@SignedIn` endpoint. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Person => {
  const { caller } = context.switchToHttp().getRequest<{ caller?: Person }>();
  if (caller === undefined) throw new Error('@Caller() on an endpoint that asks nobody to sign in');
  return caller;
});

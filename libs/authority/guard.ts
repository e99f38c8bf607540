import { Refused, refuse } from '#kernel';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { may, type Caller } from './caller.powers.js';
import { DECLARATION, type Declaration } from './declaration.js';
import { Identity } from './identity.port.js';

interface Asking {
  readonly headers: { readonly authorization?: string };
  caller?: Caller;
}
interface Answering {
  header(name: string, value: string): unknown;
}

/** The one guard in front of every endpoint: no declaration, no entry. */
@Injectable()
export class AuthorityGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly identity: Identity,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const declared = this.reflector.getAllAndOverride<Declaration | undefined>(DECLARATION, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (declared === undefined)
      throw new Error(`${context.getClass().name}.${context.getHandler().name} declares no permission`);
    if ('open' in declared) return true;
    const request = context.switchToHttp().getRequest<Asking>();
    const caller = await this.identify(request, context.switchToHttp().getResponse<Answering>());
    if ('permission' in declared && !may(caller, declared.permission))
      throw new Refused(refuse('authority/beyond-powers', { permission: declared.permission }));
    request.caller = caller;
    return true;
  }

  private async identify({ headers }: Asking, response: Answering): Promise<Caller> {
    const token = /^Bearer +([\w.~+/=-]+) *$/i.exec(headers.authorization ?? '')?.[1];
    try {
      if (token === undefined) throw new Refused(refuse('authority/unknown-caller'));
      return await this.identity.callerOf(token);
    } catch (error) {
      if (error instanceof Refused) response.header('www-authenticate', challenge(token));
      throw error;
    }
  }
}

/** RFC 6750 §3: a bare challenge to who brought no token, `invalid_token` to who brought a bad one. */
const challenge = (token: string | undefined) =>
  token === undefined ? 'Bearer' : 'Bearer error="invalid_token"';

import { Refused, type RefusalReason } from '#kernel';
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { authorityRefusals } from '../../libs/authority/authority.refusals.js';

const statusOf: Partial<Record<RefusalReason, number>> = {
  'unknown-caller': 401,
  'beyond-powers': 403,
  missing: 404,
  'not-yet': 503,
};

/** Enough of the problem filter for one room's own specifications, which know no other room's words. */
@Catch(Refused)
export class RefusalAnswer implements ExceptionFilter<Refused> {
  catch({ refusal: { code, facts } }: Refused, host: ArgumentsHost) {
    const { because } = authorityRefusals[code as keyof typeof authorityRefusals];
    host.switchToHttp().getResponse().status(statusOf[because]).send({ code, facts });
  }
}

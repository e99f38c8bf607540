export * from './authority.module.js';
export { authorityRefusals, type AuthorityRefusal } from './authority.refusals.js';
export * from './authority.words.js';
export { CallerAnswer, Words } from './caller.controller.js';
export {
  labelsOf,
  may,
  maySee,
  maySpeakFor,
  outOfReach,
  permissionsOf,
  regionsOf,
  type Seen,
} from './caller.powers.js';
export { demoAccounts, shortNameOf } from './demo-accounts.words.js';
export { DEMO_ISSUER, DemoIssuer } from './demo-issuer.adapter.js';
export { Caller, Open, Requires, SignedIn, type Declaration } from './declaration.js';
export { everyEndpointDeclares, UndeclaredEndpoints } from './every-endpoint-declares.js';
export { Identity } from './identity.port.js';
export { visibleSql, type Condition, type ScopeColumns } from './scope.powers.js';

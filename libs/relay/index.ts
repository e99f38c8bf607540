export { faultsOf, leaves, type Agreement } from './agreement.js';
export { agreements } from './agreements.words.js';
export { keyOf, messageOf, publish, SOURCE, type Place } from './outgoing.js';
export { Relay, topicOf, UnlawfulAgreement, type RelayDesk } from './relay.js';
export { goOnBehind } from './places.adapter.js';
export { relayMigrations } from './relay.migration.js';
export { RelayModule } from './relay.module.js';

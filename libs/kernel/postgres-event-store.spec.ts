import { eventStoreSpecification } from './event-store.specification.js';
import { postgresGround } from './store-ground.specification.js';

eventStoreSpecification('PostgreSQL', (options) => postgresGround(options));

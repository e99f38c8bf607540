import { eventStoreSpecification } from './event-store.specification.js';
import { eventStoreDbGround, memoryIndexes, postgresIndexes } from './eventstoredb-ground.specification.js';

eventStoreSpecification('EventStoreDB, index in memory', (options) =>
  eventStoreDbGround(options, memoryIndexes),
);
eventStoreSpecification('EventStoreDB, index in PostgreSQL', (options) =>
  eventStoreDbGround(options, postgresIndexes),
);

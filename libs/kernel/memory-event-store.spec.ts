import { eventStoreSpecification } from './event-store.specification.js';
import { MemoryEventStore } from './memory-event-store.js';

eventStoreSpecification('memory', async (options) => {
  const store = new MemoryEventStore(options);
  return { store, close: () => store.close() };
});

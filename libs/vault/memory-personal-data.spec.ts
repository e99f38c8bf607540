import { MemoryPersonalData } from './index.js';
import { personalDataSpecification } from './personal-data.specification.js';

personalDataSpecification('memory', () => Promise.resolve(new MemoryPersonalData()));

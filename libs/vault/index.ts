export { erasureOrder } from './erasure.js';
export { addKey, dropOldKeys, keyEncryptionKey, KeyRing, readKeyRing, VaultKeyMissing } from './key-ring.js';
export { MemoryPersonalData } from './memory-personal-data.adapter.js';
export { rewrap } from './rewrap.js';
export { Vault } from './vault.adapter.js';
export { vaultMigrations } from './vault.migration.js';
export { VaultModule } from './vault.module.js';
export { vaultRefusals, type VaultRefusal } from './vault.refusals.js';

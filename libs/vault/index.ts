export { erasureOrder } from './erasure.js';
export { addKey, dropOldKeys, KeyRing, keyEncryptionKey, readKeyRing, VaultKeyMissing } from './key-ring.js';
export { MemoryPersonalData } from './memory-personal-data.adapter.js';
export { Vault } from './vault.adapter.js';
export { vaultMigrations } from './vault.migration.js';

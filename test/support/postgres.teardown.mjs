import { rmSync } from 'node:fs';

export default async function stopPostgres() {
  if (!globalThis.testPostgres) return;
  const { server, path } = globalThis.testPostgres;
  await server.stop();
  rmSync(path, { recursive: true, force: true });
}

import pg from 'pg';
import { StartRefused } from './embedded/start-refused.js';
import { passwordIn } from './named-file.js';
import type { Settings } from './settings.js';

const CONNECT_WITHIN_MS = 10_000;

/** DATABASE_URL with the password from its file, where one is named; empty without an external database. */
export function databaseUrlOf(settings: Settings): string {
  const url = settings.get('DATABASE_URL');
  if (settings.get('DATABASE_PASSWORD_FILE') === '') return url;
  const withPassword = new URL(url);
  withPassword.password = encodeURIComponent(passwordIn(settings, 'DATABASE_PASSWORD_FILE'));
  return withPassword.href;
}

/**
 * Asked before anything else, so that a wrong address is a sentence and not a stack. The password is never
 * repeated.
 */
export async function databaseAnswers(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_WITHIN_MS });
  client.on('error', () => {});
  let encoding: string;
  try {
    await client.connect();
    const { rows } = await client.query<{ server_encoding: string }>('show server_encoding');
    encoding = rows[0]!.server_encoding;
  } catch (error) {
    const { host, port, database } = client;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartRefused(
      `DATABASE_URL 指向的数据库（${host}:${port}/${database}）无法使用：${reason}`,
      `The database DATABASE_URL names (${host}:${port}/${database}) cannot be used: ${reason}`,
    );
  } finally {
    await client.end().catch(() => {});
  }
  if (encoding !== 'UTF8')
    throw new StartRefused(
      `DATABASE_URL 指向的数据库编码为 ${encoding}，必须是 UTF8。`,
      `The database DATABASE_URL names is encoded in ${encoding}; it must be UTF8.`,
    );
}

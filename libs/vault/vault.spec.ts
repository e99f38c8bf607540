import { SubjectErased } from '#kernel';
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migratedDatabase } from '../../test/support/migrated-database.js';
import { addKey, dropOldKeys, erasureOrder, readKeyRing, rewrap, Vault, VaultKeyMissing } from './index.js';
import { letter, personalDataSpecification } from './personal-data.specification.js';

let database: { url: string; drop: () => Promise<void> };
let pool: pg.Pool;
let folder: string;
let keyFile: string;
beforeAll(async () => {
  database = await migratedDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 16 });
  folder = await mkdtemp(join(tmpdir(), 'youan-vault-'));
  keyFile = join(folder, 'vault.key');
});
afterAll(async () => {
  await pool?.end();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});
const anew = () => `w-${randomUUID()}`;
const nameIn = ([hidden]: readonly Readonly<Record<string, unknown>>[]) => hidden!['name'] as string;
const rowsOf = async (writer: string) =>
  (await pool.query('select * from vault.value where subject = $1', [`writer:${writer}`])).rows;

personalDataSpecification('PostgreSQL', () => Vault.open(pool, keyFile));

describe('what the database holds', () => {
  test('neither values nor keys in clear', async () => {
    const vault = await Vault.open(pool, keyFile);
    const writer = anew();
    await vault.protect([letter(writer, { name: '郑十一', words: 'Zheng Shiyi' })]);
    const { rows } = await pool.query(
      `select v::text as value, k::text as key from vault.value v join vault.subject_key k using (subject)
       where subject = $1`,
      [`writer:${writer}`],
    );
    const dump = JSON.stringify(rows);
    expect(rows).toHaveLength(2);
    for (const clear of ['郑十一', 'Zheng Shiyi'])
      for (const form of [clear, Buffer.from(clear).toString('hex'), Buffer.from(clear).toString('base64')])
        expect(dump).not.toContain(form);
    const [key] = (await readFile(keyFile, 'utf8')).split('\n');
    expect(dump).not.toContain(Buffer.from(key!, 'base64').toString('hex'));
  });

  test('a retry stores nothing twice', async () => {
    const vault = await Vault.open(pool, keyFile);
    const [writer, eventId] = [anew(), randomUUID()];
    for (let i = 0; i < 3; i += 1) await vault.protect([letter(writer, { name: '甲' }, eventId)]);
    expect(await rowsOf(writer)).toHaveLength(1);
  });

  test('a ciphertext moved to another place does not open there', async () => {
    const vault = await Vault.open(pool, keyFile);
    const writer = anew();
    const [one, other] = await vault.protect([
      letter(writer, { name: '甲' }),
      letter(writer, { name: '乙' }),
    ]);
    await pool.query(
      `update vault.value set ciphertext =
         (select ciphertext from vault.value where subject = $1 and commitment <> v.commitment)
       from (select commitment from vault.value where subject = $1 limit 1) v
       where vault.value.commitment = v.commitment`,
      [`writer:${writer}`],
    );
    await expect(vault.open([one!['name'] as string, other!['name'] as string])).rejects.toThrow();
  });
});

describe('the key file', () => {
  test('is made for its owner alone and kept', async () => {
    await Vault.open(pool, keyFile);
    const before = await readFile(keyFile, 'utf8');
    expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
    await Vault.open(pool, keyFile);
    expect(await readFile(keyFile, 'utf8')).toBe(before);
  });

  test('when it is lost, the vault does not quietly begin anew', async () => {
    await Vault.open(pool, keyFile);
    const lost = join(folder, 'lost.key');
    await expect(Vault.open(pool, lost)).rejects.toThrow(VaultKeyMissing);
    await expect(Vault.open(pool, lost)).rejects.toThrow(/找不到主密钥文件 .*lost\.key/);
    await expect(stat(lost)).rejects.toThrow('ENOENT');
  });

  test('another one is refused', async () => {
    const other = join(folder, 'other.key');
    await writeFile(other, `${Buffer.alloc(32, 7).toString('base64')}\n`);
    await expect(Vault.open(pool, other)).rejects.toThrow(/there is no vault key [0-9a-f]{16}/);
  });

  test.each([
    ['empty', '', /empty/],
    ['cut short', 'c2hvcnQ=\n', /32 bytes/],
  ])('that is %s is refused', async (_, content, sentence) => {
    const broken = join(folder, 'broken.key');
    await writeFile(broken, content);
    await expect(Vault.open(pool, broken)).rejects.toThrow(sentence);
  });

  test('that cannot be read stops the start with the system’s own words', async () => {
    const closed = join(folder, 'folder.key', 'inside');
    await writeFile(join(folder, 'folder.key'), '');
    await expect(Vault.open(pool, closed)).rejects.toThrow('ENOTDIR');
    await chmod(join(folder, 'folder.key'), 0o600);
  });
});

describe('several processes', () => {
  test('that meet a new subject together agree on its key', async () => {
    const vaults = await Promise.all(Array.from({ length: 6 }, () => Vault.open(pool, keyFile)));
    for (let round = 0; round < 10; round += 1) {
      const many = Array.from({ length: 50 }, () => letter(anew(), { name: '某' }));
      // Each in another order: whoever locks in the order given would deadlock here.
      const answers = await Promise.all(
        vaults.map((vault, i) => vault.protect(i % 2 === 0 ? many : [...many].reverse())),
      );
      const inOneOrder = answers.map((hidden, i) => (i % 2 === 0 ? hidden : [...hidden].reverse()));
      for (const hidden of inOneOrder) expect(hidden).toEqual(inOneOrder[0]);
    }
  });

  test('one that remembers a key another has erased stores nothing more', async () => {
    const [remembering, erasing] = [await Vault.open(pool, keyFile), await Vault.open(pool, keyFile)];
    const writer = anew();
    await remembering.protect([letter(writer, { name: '甲' })]);
    await erasing.erase(`writer:${writer}`);
    const neighbour = anew();
    const batch = [letter(neighbour, { name: '乙' }), letter(writer, { name: '丙' })];
    await expect(remembering.protect(batch)).rejects.toThrow(SubjectErased);
    expect(await rowsOf(writer)).toEqual([]);
    expect(await rowsOf(neighbour)).toEqual([]);
  });

  test('erasing in the middle of writing leaves nothing behind', async () => {
    const [writing, erasing] = [await Vault.open(pool, keyFile), await Vault.open(pool, keyFile)];
    for (let round = 0; round < 20; round += 1) {
      const writer = anew();
      const writes = Array.from({ length: 6 }, () =>
        writing.protect([letter(writer, { name: '甲', words: '乙' })]).catch((error: unknown) => error),
      );
      await new Promise((passed) => setTimeout(passed, round % 5));
      const [erasure] = await Promise.all([erasing.erase(`writer:${writer}`), ...writes]);
      expect(erasure.subject).toBe(`writer:${writer}`);
      for (const written of await Promise.all(writes))
        if (written instanceof Error) expect(written).toBeInstanceOf(SubjectErased);
      expect(await rowsOf(writer)).toEqual([]);
    }
  });
});

test('a database that fails in the middle fails the caller, and the retry finds the same', async () => {
  const own = new pg.Pool({ connectionString: database.url, max: 4 });
  own.on('error', () => undefined);
  const vault = await Vault.open(own, keyFile);
  const many = Array.from({ length: 3000 }, () => letter(anew(), { name: '某', words: '某' }));
  const cut = async () => {
    await new Promise((passed) => setTimeout(passed, 20));
    await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
  };
  pool.on('error', () => undefined);
  const [outcome] = await Promise.allSettled([vault.protect(many), cut().catch(() => undefined)]);
  const again = await vault.protect(many);
  if (outcome.status === 'fulfilled') expect(outcome.value).toEqual(again);
  expect(await vault.protect(many)).toEqual(again);
  await own.end();
});

describe('an erasure', () => {
  test('remembers who ordered it and why, legible only with the vault’s key', async () => {
    const vault = await Vault.open(pool, keyFile);
    const subject = `writer:${anew()}`;
    const order = { account: 'auditor', reason: '本人钱十二申请删除' };
    await vault.erase(subject, order);
    await vault.erase(subject, { account: 'another', reason: '第二次' });
    expect(await erasureOrder(pool, await readKeyRing(keyFile), subject)).toEqual(order);
    const { rows } = await pool.query('select k::text as row from vault.subject_key k where subject = $1', [
      subject,
    ]);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from('钱十二').toString('hex'));
    expect(await erasureOrder(pool, await readKeyRing(keyFile), 'writer:nobody')).toBeUndefined();
  });
});

describe('changing the key that wraps the keys', () => {
  const idsInUse = async () =>
    (await pool.query<{ id: string }>('select distinct wrapped_by as id from vault.subject_key')).rows.map(
      ({ id }) => id,
    );

  test('every value opens before, during and after, and the old key is worth nothing', async () => {
    const before = await Vault.open(pool, keyFile);
    const old = await readKeyRing(keyFile);
    const many = Array.from({ length: 1500 }, (_, i) => letter(anew(), { name: `人${i}` }));
    const hidden = (await before.protect(many)).map(({ name }) => name as string);
    const [erased, order] = [`writer:${anew()}`, { account: 'auditor', reason: '不再需要' }];
    await before.erase(erased, order);
    await before.erase(`writer:${anew()}`);

    await addKey(keyFile);
    const both = await readKeyRing(keyFile);
    expect(both.ids).toEqual([both.current.id, old.current.id]);
    const during = await Vault.open(pool, keyFile);
    expect((await during.open(hidden)).get(hidden[0]!)).toBe('人0');
    const late = nameIn(await during.protect([letter(anew(), { name: '新人' })]));

    expect(await rewrap(pool, both)).toBeGreaterThanOrEqual(1501);
    expect(await rewrap(pool, both)).toBe(0);
    expect(await idsInUse()).toEqual([both.current.id]);

    await dropOldKeys(keyFile);
    expect((await stat(keyFile)).mode & 0o777).toBe(0o600);
    const after = await Vault.open(pool, keyFile);
    const opened = await after.open([...hidden, late]);
    expect(hidden.map((commitment) => opened.get(commitment))).toEqual(many.map(({ data }) => data['name']));
    expect(opened.get(late)).toBe('新人');
    expect(await after.protect(many)).toEqual(await before.protect(many));
    const ring = await readKeyRing(keyFile);
    expect(await erasureOrder(pool, ring, erased)).toEqual(order);
    await expect(new Vault(pool, old).open(hidden)).rejects.toThrow(VaultKeyMissing);
  });

  test('an erasure in between stands', async () => {
    const vault = await Vault.open(pool, keyFile);
    const writers = Array.from({ length: 300 }, anew);
    const hidden = await vault.protect(writers.map((writer) => letter(writer, { name: '某' })));
    await addKey(keyFile);
    const ring = await readKeyRing(keyFile);
    const anewVault = await Vault.open(pool, keyFile);
    await Promise.all([rewrap(pool, ring), ...writers.map((writer) => anewVault.erase(`writer:${writer}`))]);
    await rewrap(pool, ring);
    const opened = await anewVault.open(hidden.map(({ name }) => name as string));
    expect(new Set(opened.values())).toEqual(new Set([undefined]));
    expect(await idsInUse()).toEqual([ring.current.id]);
    await dropOldKeys(keyFile);
    await Vault.open(pool, keyFile);
  });
});

import { freshDatabase } from '../../test/support/fresh-database.js';
import { dataSourceOn, migrate, migrations } from './migrations.js';

test('two programs that start on one database together migrate it once', async () => {
  const { url, drop } = await freshDatabase();
  const both = await Promise.all([dataSourceOn(url).initialize(), dataSourceOn(url).initialize()]);
  try {
    const applied = await Promise.all(both.map(migrate));
    expect(applied.flat()).toHaveLength(migrations.length);
    expect(await migrate(both[0])).toEqual([]);
  } finally {
    await Promise.all(both.map((dataSource) => dataSource.destroy()));
    await drop();
  }
});

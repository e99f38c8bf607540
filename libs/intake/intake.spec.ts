import { contractBook } from '#contracts';
import { Scribe, StoreUnavailable, type Append } from '#kernel';
import {
  fire,
  hazard,
  intakeGround,
  raw,
  storeWith,
  type IntakeGround,
} from './intake-ground.specification.js';
import { RejectionList } from './rejections.reader.js';

let ground: IntakeGround;
beforeAll(async () => {
  ground = await intakeGround();
});
afterAll(() => ground.leave());

const rejections = async (column: string) =>
  (
    await ground.pool.query<Record<string, unknown>>(
      `select ${column} from intake.rejection order by ordinal`,
    )
  ).rows;
const outcomes = (results: readonly { outcome: string }[]) => results.map(({ outcome }) => outcome);
const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix}-${at}`);

test('each of several that reach history together is answered with its own place', async () => {
  const records = ids('together', 3).map((id) => raw(hazard(id, { inspectionId: 'I-together' })));
  const results = await ground.intake().receive(records, fire, 'http');
  const places = await Promise.all(results.map(({ eventId }) => ground.store.find(eventId!)));
  expect(new Set(places.map((place) => place!.stream)).size).toBe(1);
  expect(results.map(({ position }) => position)).toEqual(places.map((place) => String(place!.position)));
});

describe('when the store fails in the middle,', () => {
  test('the answer tells what is safe, nothing is half known, and sending again is safe', async () => {
    let left = 3;
    const failing = storeWith(ground.store, {
      append: (append: Append) => {
        left -= 1;
        if (left < 0) throw new StoreUnavailable('the server went away');
        return ground.store.append(append);
      },
    });
    const records = ids('middle', 6).map((id) => raw(hazard(id)));
    const first = await ground.intake({ store: failing }).receive(records, fire, 'http');
    expect(outcomes(first)).toEqual([...Array(3).fill('recorded'), ...Array(3).fill('unknown')]);
    expect(first[4]!.problem).toMatchObject({ code: 'intake/outcome-unknown' });
    const second = await ground.intake().receive(records, fire, 'http');
    expect(outcomes(second)).toEqual([...Array(3).fill('duplicate'), ...Array(3).fill('recorded')]);
  });

  test('what follows in the same facility is not recorded past the gap', async () => {
    let calls = 0;
    const failing = storeWith(ground.store, {
      append: (append: Append) => {
        calls += 1;
        if (calls === 2) throw new StoreUnavailable('the server went away');
        return ground.store.append(append);
      },
    });
    const records = ids('gap', 4).map((id) => raw(hazard(id, { facilityId: 'F-gap' })));
    const results = await ground.intake({ store: failing }).receive(records, fire, 'http');
    expect(outcomes(results)).toEqual(['recorded', 'unknown', 'unknown', 'unknown']);
  });

  test('a rejection that cannot be kept is not answered as one', async () => {
    const rejectionsAway = { keep: () => Promise.reject(new StoreUnavailable('gone')) };
    const records = [raw(hazard('kept')), raw(hazard('not-kept', { gravity: 'awful' }))];
    const results = await ground.intake({ rejections: rejectionsAway }).receive(records, fire, 'http');
    expect(outcomes(results)).toEqual(['recorded', 'unknown']);
  });

  test('with the look-up of facilities away, nothing is known of anything', async () => {
    const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const facilities = { of: () => Promise.reject(away), register: () => Promise.resolve() };
    const results = await ground.intake({ facilities }).receive([raw(hazard('away'))], fire, 'http');
    expect(outcomes(results)).toEqual(['unknown']);
  });

  test('a defect of ours is no outage: it is not hidden behind “send again”', async () => {
    const failing = storeWith(ground.store, { append: () => Promise.reject(new RangeError('a defect')) });
    await expect(
      ground.intake({ store: failing }).receive([raw(hazard('defect'))], fire, 'http'),
    ).rejects.toThrow('a defect');
  });
});

describe('what is turned away', () => {
  test('is kept with exactly the bytes that came, also when they are no text', async () => {
    const bytes = Buffer.from([0x7b, 0x00, 0xff, 0xd2, 0xd7]);
    const [result] = await ground.intake().receive([{ bytes }], fire, 'http');
    const list = new RejectionList(ground.pool, ground.persons);
    const caller = { ...fire, role: 'clerk', name: { zh: '', en: '' } } as const;
    expect(await list.get(caller, result!.rejectionId!)).toMatchObject({
      original: bytes,
      step: 'envelope',
      sender: 'fire-system',
      erased: false,
    });
  });

  test('and comes again is the same rejection, counted', async () => {
    const wrong = raw(hazard('again', { gravity: 'awful' }));
    const [first] = await ground.intake().receive([wrong, wrong], fire, 'http');
    const [second] = await ground.intake().receive([wrong], fire, 'http');
    expect(second!.rejectionId).toBe(first!.rejectionId);
    const { rows } = await ground.pool.query('select times from intake.rejection where rejection_id = $1', [
      first!.rejectionId,
    ]);
    expect(rows).toEqual([{ times: 2 }]);
  });

  test('never carries a NUL or half a character into a column of text', async () => {
    const bytes = Buffer.from('{"specversion":"1.0","id":"\\u0000","source":"\\ud800","type":"T\\u0000"}');
    const [result] = await ground.intake().receive([{ bytes }], fire, 'http');
    expect(result).toMatchObject({ outcome: 'rejected', problem: { code: 'intake/nul-character' } });
    expect((await rejections('errors')).length).toBeGreaterThan(0);
  });
});

describe('a person who asked to be forgotten', () => {
  const approval = { account: 'asb', department: 'ASB', region: '371302' } as const;
  const registration = (facilityId: string) => ({
    ...hazard(facilityId),
    source: 'urn:lxc:asb',
    type: 'FacilityRegistered',
    data: {
      facilityId,
      name: '阳光',
      form: 'home',
      registrationType: 'individual',
      regionCode: '371302',
      address: '某路',
      capacity: 5,
      serviceModes: ['full-day'],
      registeredOn: '2024-05-06',
      personInCharge: '某人',
    },
  });

  test('is not recorded again: what stood stays a duplicate, what is new stays out, the others go on', async () => {
    await ground.intake().receive([raw(registration('before'))], approval, 'http');
    for (const facility of ['before', 'after']) await ground.persons.erase(`person-in-charge:${facility}`);
    const all = ['before', 'after', 'other'].map((id) => raw(registration(id)));
    const results = await ground.intake().receive(all, approval, 'http');
    expect(outcomes(results)).toEqual(['duplicate', 'rejected', 'recorded']);
    expect(results[1]!.problem).toMatchObject({ code: 'intake/subject-erased' });
  });
});

test('the same id twice in one delivery with other content: the first stands, the second is an alarm', async () => {
  const results = await ground
    .intake()
    .receive(
      [raw(hazard('dup', { facilityId: 'F-a' })), raw(hazard('dup', { facilityId: 'F-b' }))],
      fire,
      'http',
    );
  expect(outcomes(results)).toEqual(['recorded', 'alarm']);
});

test('one call to the scribe for a whole delivery', async () => {
  let calls = 0;
  class Counting extends Scribe {
    override write(...all: Parameters<Scribe['write']>) {
      calls += 1;
      return super.write(...all);
    }
  }
  const scribe = new Counting(contractBook, ground.persons);
  await ground.intake({ scribe }).receive(
    ids('bulk', 500).map((id) => raw(hazard(id))),
    fire,
    'http',
  );
  expect(calls).toBe(1);
});

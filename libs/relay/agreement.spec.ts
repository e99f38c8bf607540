import { contractBook } from '#contracts';
import type { Recorded } from '#kernel';
import { faultsOf, leaves, type Agreement } from './agreement.js';
import { agreements } from './agreements.words.js';

const made = (change: Partial<Agreement>): Agreement => ({
  name: 'trial.v1',
  zh: '试',
  en: 'trial',
  basis: '§14',
  label: 'L2',
  types: 'all',
  departments: 'all',
  ...change,
});
const complaints = made({ label: 'L3', types: ['ComplaintReceived'], departments: ['HC'] });
const said = (type: string, department = 'FIRE') =>
  ({ event: { type, data: {} }, meta: { actor: 'a', department, region: '371302' } }) as unknown as Recorded;

describe('the agreements in force', () => {
  test('are lawful', () => expect(faultsOf(agreements, contractBook)).toEqual([]));

  test('let nothing above L2 out', () => {
    const out = agreements.filter((agreement) =>
      contractBook.contracts.some(
        ({ type, label }) => label > 'L2' && leaves(said(type), agreement, contractBook),
      ),
    );
    expect(out).toEqual([]);
  });
});

test('the public hears what is public, and the departments what is for staff', () => {
  const heard = (label: 'L1' | 'L2') =>
    ['PenaltyDecided', 'HazardFound', 'ComplaintReceived'].filter((type) =>
      leaves(said(type), made({ label }), contractBook),
    );
  expect([heard('L1'), heard('L2')]).toEqual([['PenaltyDecided'], ['PenaltyDecided', 'HazardFound']]);
});

test('a sensitive fact leaves where type and department are called by name, and only that', () => {
  expect(faultsOf([complaints], contractBook)).toEqual([]);
  expect(leaves(said('ComplaintReceived', 'HC'), complaints, contractBook)).toBe(true);
  expect(leaves(said('ComplaintReceived', 'PSB'), complaints, contractBook)).toBe(false);
  expect(leaves(said('HazardFound', 'HC'), complaints, contractBook)).toBe(false);
});

test('a type this program does not know never leaves: the topic waits for a program that does', () =>
  expect(() => leaves(said('NewerThanWe'), made({}), contractBook)).toThrow('no contract'));

describe('an unlawful agreement is caught:', () => {
  test.each<[string, Partial<Agreement>, string]>([
    ['sensitive facts by all departments', { ...complaints, departments: 'all' }, 'called by name'],
    ['all sensitive facts', { ...complaints, types: 'all' }, 'called by name'],
    ['facts about children', { label: 'L4', types: [], departments: [] }, 'never leave'],
    ['a type above its label', { label: 'L2', types: ['ComplaintReceived'] }, 'above L2'],
    ['a type nobody says', { types: ['HazardImagined'] }, 'there is no event'],
    ['no ground', { basis: ' ' }, 'no ground'],
    ['a name without a version', { name: 'trial' }, 'name with a version'],
  ])('%s', (_, change, fault) => expect(faultsOf([made(change)], contractBook).join()).toContain(fault));

  test('two of one name', () => expect(faultsOf([made({}), made({})], contractBook)).toHaveLength(1));
});

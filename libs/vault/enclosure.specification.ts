import type { PersonalData } from '#kernel';
import { randomUUID } from 'node:crypto';

const nameless = () => `w-${randomUUID()}`;

/** What every home of personal data must do with bytes in which nobody could say where a person stands. */
export function enclosureSpecification(home: () => PersonalData): void {
  test('whole bytes open in their own place, and nowhere else', async () => {
    const holder = `rejection:${nameless()}`;
    const parts = ['original', 'told'].map((part) => ({
      holder,
      part,
      clear: Buffer.from(`赵六 ${part}`),
    }));
    const sealed = await home().enclose(parts);
    for (const bytes of sealed) expect(bytes!.includes(Buffer.from('赵六'))).toBe(false);
    const asked = parts.map(({ part }, at) => ({ holder, part, sealed: sealed[at]! }));
    expect(await home().disclose(asked)).toEqual(parts.map(({ clear }) => clear));
    await expect(home().disclose([{ ...asked[0]!, part: 'told' }])).rejects.toThrow();
    expect(await home().disclose([{ ...asked[0]!, holder: `rejection:${nameless()}` }])).toEqual([undefined]);
    expect([await home().enclose([]), await home().disclose([])]).toEqual([[], []]);
  });

  test('erasing a holder, or somebody it is about, takes all it holds and of nobody else', async () => {
    const [subject, ...holders] = ['writer', 'rejection', 'rejection', 'rejection'].map(
      (kind) => `${kind}:${nameless()}`,
    ) as [string, string, string, string];
    const [about, alone, other] = holders;
    const clear = Buffer.from('孙八');
    const ask = { part: 'original', clear };
    const sealed = await home().enclose([
      { ...ask, holder: about!, about: [subject] },
      { ...ask, holder: alone! },
      { ...ask, holder: other!, about: [`writer:${nameless()}`] },
    ]);
    const open = () =>
      home().disclose(holders.map((holder, at) => ({ holder, part: 'original', sealed: sealed[at]! })));
    expect(await open()).toEqual([clear, clear, clear]);
    await home().erase(subject);
    expect(await open()).toEqual([undefined, clear, clear]);
    await home().erase(alone!);
    expect(await open()).toEqual([undefined, undefined, clear]);
  });

  test('nothing is enclosed for whom or about whom was erased', async () => {
    const [gone, holder] = [`writer:${nameless()}`, `rejection:${nameless()}`];
    await home().erase(gone);
    const ask = { part: 'original', clear: Buffer.from('孙八') };
    const fresh = `rejection:${nameless()}`;
    const sealed = await home().enclose([
      { ...ask, holder, about: [gone] },
      { ...ask, holder: gone },
      { ...ask, holder: fresh },
    ]);
    expect(sealed.map((one) => one !== undefined)).toEqual([false, false, true]);
  });
}

import { changed } from './address-change';
import { safeBack } from './way-back';

describe('the address', () => {
  const at = (text: string) => new URLSearchParams(text);

  test('takes a list as one parameter a value', () =>
    expect(changed(at('a=1'), { kind: ['hazard', 'order'] }).toString()).toBe('a=1&kind=hazard&kind=order'));

  test('loses what is null, empty or an empty list, and keeps the rest', () =>
    expect(changed(at('a=1&b=2&c=3&d=4'), { a: null, b: '', c: [] }).toString()).toBe('d=4'));

  test('is not changed in place: Back must find it', () => {
    const before = at('a=1');
    changed(before, { a: '2' });
    expect(before.toString()).toBe('a=1');
  });
});

describe('the way back after signing in', () => {
  test('leads to the page that was asked for', () =>
    expect(safeBack('/facilities/F-1?kind=hazard')).toBe('/facilities/F-1?kind=hazard'));

  test.each([
    null,
    '',
    'https://elsewhere.example',
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/sign-in?back=/',
  ])('never leads to %s', (back) => expect(safeBack(back)).toBe('/'));
});

import { refuse } from '#kernel';
import { worded } from './wording.js';

test('codes stand behind the names people know, in each language', () => {
  const facts = { department: 'ASB', type: 'RectificationOrdered', clause: '§17' };
  const { zh, en } = worded(refuse('intake/beyond-powers', facts));
  expect(zh).toBe('行政审批（ASB）无权报送事件“责令改正（RectificationOrdered）”，依据：§17');
  expect(en).toMatch(
    /^Administrative approval \(ASB\) has no power to say “.+ \(RectificationOrdered\)”: §17$/,
  );
  expect(worded(refuse('intake/not-your-region', { own: '371302', region: '371311' })).zh).toBe(
    '账号的辖区是兰山区（371302），不能报送罗庄区（371311）的数据',
  );
});

test('what is no code of ours stands as it was said', () =>
  expect(
    worded(refuse('intake/department-contradicts', { said: 'constructor', department: 'FIRE' })).en,
  ).toBe('The data says department constructor, the envelope says Fire and rescue (FIRE)'));

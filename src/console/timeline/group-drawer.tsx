import { Button, Drawer } from 'antd';
import type { Address } from '../app/address';
import { useCompact } from '../app/appearance';
import { dayOf, shownTime } from '../parts/instant';
import { SeverityMark } from '../parts/severity-mark';
import { sizes } from '../theme';
import { useWords } from '../words';
import { SMALLEST, said } from './window';
import type { Mark } from './marks';

/** `LANE.from.to` of the address: a count in the picture that was opened. */
export function groupIn(address: Address, marks: readonly Mark[]): readonly Mark[] | null {
  const [lane, from, to] = address.get('group')?.split('.') ?? [];
  if (lane === undefined || from === undefined || to === undefined) return null;
  return marks.filter(({ entry, at }) => entry.department === lane && at >= Number(from) && at <= Number(to));
}

/** A count, opened: the entries that would have overlapped. */
export function GroupDrawer({
  group,
  address,
}: {
  readonly group: readonly Mark[] | null;
  readonly address: Address;
}) {
  const { t } = useWords();
  const compact = useCompact();
  const times = group?.map(({ at }) => at) ?? [];
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const air = Math.max(SMALLEST, (to - from) * 0.2);
  return (
    <Drawer
      open={group !== null}
      size={compact ? '100%' : sizes.drawer}
      title={group && `${t('timeline.count', { count: group.length })} · ${dayOf(from)} – ${dayOf(to)}`}
      onClose={() => address.change({ group: null })}
      closable={{ 'aria-label': t('state.close') }}
      destroyOnHidden
    >
      {group && <Entries group={group} address={address} />}
      <Button onClick={() => address.change({ group: null, ...said({ from: from - air, to: to + air }) })}>
        {t('timeline.zoomIn')}
      </Button>
    </Drawer>
  );
}

function Entries({ group, address }: { readonly group: readonly Mark[]; readonly address: Address }) {
  const { pick } = useWords();
  const open = (entry: string) => address.change({ entry, group: null });
  return (
    <ul className="plain">
      {group.map(({ entry }) => (
        <li key={entry.entryId}>
          <span className="caption">{shownTime(entry.occurredAt)}</span>
          <Button type="link" className="plain-link" onClick={() => open(entry.entryId)}>
            <SeverityMark severity={entry.severity} /> {pick(entry)}
          </Button>
        </li>
      ))}
    </ul>
  );
}

import type { Pool } from 'pg';

export const FACILITIES = 5_000;

/**
 * A log of `events` events about so many facilities, written straight into the tables of the store: what eight kinds of
 * officers' days leave behind, about 600 bytes each. The first event of a facility is its registration.
 */
export async function seedLog(pool: Pool, events: number, facilities = FACILITIES): Promise<void> {
  await pool.query(`insert into store.type (name) select unnest(array['FacilityRegistered', 'HazardFound', 'InspectionClosed',
    'RectificationVerified', 'PenaltyDecided', 'HazardRectified'])`);
  await pool.query(SEED, [facilities, events]);
  await pool.query('vacuum analyze store.event');
}

const TYPE = `case when p <= $1::bigint then 'FacilityRegistered' else (array['HazardFound', 'InspectionClosed', 'HazardFound',
  'RectificationVerified', 'HazardFound', 'PenaltyDecided', 'InspectionClosed', 'HazardRectified'])[1 + p % 8] end`;

const OFFICER = `json_build_object('officialId', 'O-' || p % 300, 'postId', 'P-' || p % 300)`;
const BODY = `case type
  when 'FacilityRegistered' then json_build_object('facilityId', facility, 'name', '阳光托育' || facility, 'form', 'community',
    'regionCode', region, 'address', '兰山区金雀山路 ' || p || ' 号', 'capacity', 30 + p % 60, 'registeredOn', day)
  when 'HazardFound' then json_build_object('inspectionId', 'I-' || p, 'facilityId', facility, 'department', department,
    'hazardId', 'H-' || p, 'gravity', (array['minor', 'serious', 'grave'])[1 + p % 3], 'clause', 'GB 50016-2014 第 5.5.8 条',
    'finding', '疏散通道被占用，' || repeat('安全出口上锁，', 3 + (p % 5)::int) || '现场编号 ' || p, 'rectifyBy', day)
  when 'InspectionClosed' then json_build_object('inspectionId', 'I-' || p, 'facilityId', facility, 'department', department,
    'verdict', (array['passed', 'failed'])[1 + p % 2], 'lead', ${OFFICER})
  when 'RectificationVerified' then json_build_object('hazardId', 'H-' || p, 'facilityId', facility, 'department', department,
    'verifiedOn', day, 'outcome', (array['rectified', 'not-rectified'])[1 + p % 2], 'verifier', ${OFFICER})
  when 'PenaltyDecided' then json_build_object('penaltyId', 'N-' || p, 'facilityId', facility, 'department', department,
    'penalty', 'warning', 'documentNo', '罚决〔2024〕' || p || ' 号', 'clause', '消防法 §60', 'decidedOn', day,
    'signedBy', ${OFFICER})
  else json_build_object('hazardId', 'H-' || p, 'facilityId', facility, 'department', department, 'rectifiedOn', day,
    'when', 'later') end`;

const SEED = `
insert into store.event (position, stream, revision, recorded_at, occurred_at, event_id, type_id, version, subjects, body, meta)
select p, 'bench', p - 1, '2024-06-01'::timestamptz + p * interval '1 ms', '2024-01-01'::timestamptz + p * interval '20 s',
  md5('bench' || p)::uuid, t.type_id, 1, array['facility:' || facility], (${BODY})::text,
  json_build_object('actor', 'fire-' || p % 40, 'department', department, 'region', region, 'source', 'urn:lxc:fire',
    'sourceId', 'doc-' || p)::text
from (
  select p, ${TYPE} as type, 'F-' || case when p <= $1 then p else 1 + (p * 7919) % $1 end as facility,
    (array['FIRE', 'MSA', 'PSB', 'HC'])[1 + p % 4] as department, (array['371302', '371311', '371312', '371321', '371322', '371323'])[1 + p % 6] as region,
    to_char('2024-01-01'::date + (p % 300)::int, 'YYYY-MM-DD') as day
  from generate_series(1::bigint, $2::bigint) p
) e join store.type t on t.name = e.type
order by p`;

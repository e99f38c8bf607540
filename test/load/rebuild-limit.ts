import { facilityCardTable, timelineTable } from '#timeline';
import type { Pool } from 'pg';
import { readyToRead } from '../../libs/kernel/rebuild-finish.js';
import { RowTable } from '../../libs/kernel/row-table.js';

/** The log as a `jsonb` copy, which the limit reads instead of text: nothing is parsed while the clock runs. */
export async function copyAsJsonb(pool: Pool): Promise<void> {
  await pool.query('drop schema if exists bench cascade; create schema bench');
  await pool.query(`create table bench.event as
    select e.position, e.event_id::text as event_id, t.name as type, e.occurred_at, e.recorded_at, e.meta::jsonb as meta, e.body::jsonb as d
      from store.event e join store.type t using (type_id) order by e.position`);
  await pool.query('vacuum analyze bench.event');
}

/** Tables like the runner's, empty, with the index by key and nothing else. */
async function emptyTables(pool: Pool): Promise<RowTable[]> {
  const tables = [
    new RowTable('limit_timeline', timelineTable),
    new RowTable('limit_facility_card', facilityCardTable),
  ];
  for (const table of tables) {
    await pool.query(`drop table if exists ${table.relation}`);
    for (const statement of table.createStatements()) await pool.query(statement);
  }
  return tables;
}

/** One INSERT … SELECT for each table, then the declared indexes: the least PostgreSQL can do for the same rows. */
export async function insertSelectPair(pool: Pool): Promise<void> {
  const [timeline, card] = await emptyTables(pool);
  for (const [table, select] of [
    [timeline!, TIMELINE],
    [card!, CARD],
  ] as const) {
    const names = table.written.map(({ name }) => `"${name}"`).join(', ');
    await pool.query(`insert into ${table.relation} (${names}) ${select}`);
    await readyToRead(pool, table);
  }
}

const BY_ZH = `case d->>'department' when 'FIRE' then '消防救援部门' when 'MSA' then '市场监管部门' when 'PSB' then '公安部门' else '卫生健康部门' end`;
const BY_EN = `case d->>'department' when 'FIRE' then 'Fire and rescue' when 'MSA' then 'Market supervision' when 'PSB' then 'Police' else 'Health' end`;
const GRADE = (a: string, b: string, c: string) =>
  `case d->>'gravity' when 'minor' then '${a}' when 'serious' then '${b}' else '${c}' end`;

const ZH = `case type
  when 'FacilityRegistered' then '「' || (d->>'name') || '」登记注册为社区托育机构，托位 ' || (d->>'capacity') || ' 个'
  when 'HazardFound' then ${BY_ZH} || '发现' || ${GRADE('一般隐患', '较大隐患', '重大隐患')} || '：' || (d->>'finding') || '，限 ' || (d->>'rectifyBy') || ' 前整改'
  when 'InspectionClosed' then ${BY_ZH} || '检查结束，结论：' || case d->>'verdict' when 'passed' then '合格' else '不合格' end
  when 'RectificationVerified' then ${BY_ZH} || '复查：' || case d->>'outcome' when 'rectified' then '隐患已整改' else '隐患未整改' end
  when 'PenaltyDecided' then ${BY_ZH} || '作出行政处罚决定：警告（' || (d->>'documentNo') || '）'
  else '机构报告隐患已于 ' || (d->>'rectifiedOn') || ' 整改，待复查' end`;
const EN = `case type
  when 'FacilityRegistered' then '“' || (d->>'name') || '” registered as a community childcare facility with ' || (d->>'capacity') || ' places'
  when 'HazardFound' then ${BY_EN} || ' found ' || ${GRADE('a minor hazard', 'a serious hazard', 'a grave hazard')} || ': ' || (d->>'finding') || ', to be put right by ' || (d->>'rectifyBy')
  when 'InspectionClosed' then ${BY_EN} || ' closed the inspection: ' || (d->>'verdict')
  when 'RectificationVerified' then ${BY_EN} || ' re-inspected: the hazard ' || case d->>'outcome' when 'rectified' then 'has been put right' else 'has not been put right' end
  when 'PenaltyDecided' then ${BY_EN} || ' decided on a warning (' || (d->>'documentNo') || ')'
  else 'The facility put the hazard right on ' || (d->>'rectifiedOn') || '; re-inspection pending' end`;
const KIND = `case type when 'FacilityRegistered' then 'registration' when 'HazardFound' then 'hazard' when 'InspectionClosed' then 'inspection'
  when 'PenaltyDecided' then 'penalty' else 'rectification' end`;
const SEVERITY = `case type when 'FacilityRegistered' then 'neutral' when 'HazardFound' then ${GRADE('minor', 'bad', 'grave')}
  when 'InspectionClosed' then case d->>'verdict' when 'passed' then 'good' else 'bad' end
  when 'RectificationVerified' then case d->>'outcome' when 'rectified' then 'good' else 'bad' end
  when 'PenaltyDecided' then 'minor' else 'neutral' end`;
const LABEL = `case type when 'HazardFound' then 'L2' when 'HazardRectified' then 'L2' else 'L1' end`;
const CASE = `coalesce(case type when 'InspectionClosed' then d->>'inspectionId' end, d->>'penaltyId', d->>'hazardId')`;
const OFFICERS = `case when coalesce(d->'lead', d->'verifier', d->'signedBy') is not null
  then jsonb_build_array(coalesce(d->'lead', d->'verifier', d->'signedBy')) end`;

const TIMELINE = `select event_id, d->>'facilityId', position, 9223372036854775807, d->>'facilityId', type, position,
  coalesce(d->>'department', meta->>'department'), meta->>'region', ${LABEL}, ${KIND}, ${SEVERITY}, occurred_at, recorded_at,
  meta->>'actor', ${ZH}, ${EN}, d->>'clause', ${CASE}, coalesce(d->>'hazardId', ${CASE}), d->>'inspectionId', ${OFFICERS},
  d->>'documentNo', (d->>'rectifyBy')::date, null::jsonb, case type when 'FacilityRegistered' then 'registered' end, meta->>'source', meta->>'sourceId'
from bench.event`;

const AT = `to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
const CARD = `select f.facility, f.facility, f.last, f.facility, r.d->>'name', r.d->>'form', r.d->>'regionCode', r.d->>'address',
  (r.d->>'capacity')::int, 'registered', r.d->>'registeredOn', r.d->>'registeredOn', null, null,
  jsonb_build_object('registered', jsonb_build_object('at', r.at, 'on', r.d->>'registeredOn')), '[]'::jsonb, '[]'::jsonb, '[]'::jsonb,
  '[]'::jsonb, 0, f.penalties, f.at, l.event_id
from (select d->>'facilityId' as facility, max(position) as last, max(${AT}) as at,
        count(*) filter (where type = 'PenaltyDecided') as penalties from bench.event group by 1) f
join (select d->>'facilityId' as facility, d, ${AT} as at from bench.event where type = 'FacilityRegistered') r using (facility)
join bench.event l on l.position = f.last`;

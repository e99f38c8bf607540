import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { OfficialRecord } from '../api';
import { useAddress } from '../app/address';
import { ask } from '../app/ask';
import { sameSubject } from '../app/same-subject';
import { Asked } from '../parts/asked';
import { msOf } from '../parts/instant';
import { asOfIn, asOfQuery } from '../timeline/as-of';
import { AsOfControls } from '../timeline/as-of-controls';
import { wholeOf } from '../timeline/window';
import { useWords } from '../words';
import { DoneList } from './done-list';
import { OwedList } from './owed-list';
import { PostsHeld } from './posts-held';
import { RecordLegend } from './record-legend';
import { RecordPicture } from './record-picture';

/** An official's record: what was owed on one side, what was done on the other. Facts only. */
export function Component() {
  const { officialId = '' } = useParams();
  const address = useAddress();
  const asOf = asOfQuery(asOfIn(address));
  const record = useQuery({
    queryKey: ['record', officialId, asOf],
    queryFn: ({ signal }) =>
      ask<OfficialRecord>(`/officials/${encodeURIComponent(officialId)}/record`, {
        query: asOf ?? {},
        signal,
      }),
    placeholderData: sameSubject(officialId),
  });
  return (
    <Asked query={record}>
      {(answer) => (
        <Read record={answer} controls={<AsOfControls address={address} span={spanOf(answer)} />} />
      )}
    </Asked>
  );
}

const spanOf = ({ posts }: OfficialRecord) =>
  wholeOf(
    posts.map(({ from }) => msOf(from)),
    Date.now(),
  );

function Read({ record, controls }: { readonly record: OfficialRecord; readonly controls: React.ReactNode }) {
  const { t } = useWords();
  const [now] = useState(Date.now);
  return (
    <article>
      <h1>
        {record.name ?? record.officialId}{' '}
        <small>{record.name === null ? t('official.noName') : record.officialId}</small>
      </h1>
      <p className="quiet">{t('official.noScore')}</p>
      {controls}
      {record.withheld > 0 && <p className="note">{t('state.withheld', { count: record.withheld })}</p>}
      <h2>{t('official.picture')}</h2>
      <div className="record">
        <RecordPicture record={record} today={now} />
        <RecordLegend />
      </div>
      <PostsHeld posts={record.posts} />
      <div className="two-columns">
        <OwedList owed={record.owed} />
        <DoneList done={record.done} />
      </div>
    </article>
  );
}

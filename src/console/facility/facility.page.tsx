import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { FacilityCard } from '../api';
import { useAddress } from '../app/address';
import { ask } from '../app/ask';
import { sameSubject } from '../app/same-subject';
import { Asked } from '../parts/asked';
import { asOfIn, asOfQuery } from '../timeline/as-of';
import { Timeline } from '../timeline/timeline';
import { CardFacts } from './card-facts';
import { StatusTag } from './status-tag';

/** One facility: what is so, and how it came to be so. */
export function Component() {
  const { facilityId = '' } = useParams();
  const address = useAddress();
  const asOf = asOfQuery(asOfIn(address));
  const card = useQuery({
    queryKey: ['facility', facilityId, asOf],
    queryFn: ({ signal }) =>
      ask<{ card: FacilityCard }>(`/facilities/${encodeURIComponent(facilityId)}`, {
        query: asOf ?? {},
        signal,
      }),
    placeholderData: sameSubject(facilityId),
  });
  return (
    <Asked query={card}>
      {({ card }) => (
        <article>
          <h1>
            {card.name ?? facilityId} <StatusTag status={card.status} />
          </h1>
          <CardFacts card={card} />
          <Timeline facilityId={facilityId} address={address} />
        </article>
      )}
    </Asked>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import type { EventAnswer } from '../api';
import { ask } from '../app/ask';
import { Asked } from '../parts/asked';
import { useWords } from '../words';
import { EventContent } from './event-content';
import { EventFacts, EventPut } from './event-facts';

/** One event, whole, with everything it put where. */
export function Component() {
  const { eventId = '' } = useParams();
  const event = useQuery({
    queryKey: ['event', eventId],
    queryFn: ({ signal }) => ask<EventAnswer>(`/events/${encodeURIComponent(eventId)}`, { signal }),
  });
  return <Asked query={event}>{(answer) => <EventRead answer={answer} />}</Asked>;
}

function EventRead({ answer: { event, put } }: { readonly answer: EventAnswer }) {
  const { t, pick } = useWords();
  return (
    <article>
      <h1>
        {pick(event)} <small>{event.type}</small>
      </h1>
      <div className="two-columns">
        <section aria-label={t('event.content')}>
          <h2>{t('event.content')}</h2>
          <EventContent event={event} />
        </section>
        <section>
          <h2>{t('event.title')}</h2>
          <EventFacts event={event} />
        </section>
      </div>
      <section>
        <h2>{t('event.put')}</h2>
        <EventPut put={put} />
      </section>
    </article>
  );
}

import { Link } from 'react-router';
import type { FacilityCard } from '../api';
import { Facts } from '../parts/facts';
import { shownDay, shownTime } from '../parts/instant';
import { codeName, departmentName, regionName } from '../words/codes';
import { useWords } from '../words';
import { OpenHazards } from './open-hazards';

/** The facility's card: who it is, what stands open, what each department said last. */
export function CardFacts({ card }: { readonly card: FacilityCard }) {
  const { t } = useWords();
  return (
    <section className="facility-card" aria-label={t('facility.name')}>
      <Identity card={card} />
      <Standing card={card} />
      <SaidLast card={card} />
      {card.contradictions.length > 0 && <Contradictions card={card} />}
    </section>
  );
}

function Identity({ card }: { readonly card: FacilityCard }) {
  const { t, language } = useWords();
  return (
    <Facts
      facts={[
        [t('facility.form'), card.form && codeName('form', card.form, language)],
        [t('facility.region'), regionName(card.regionCode, language)],
        [t('facility.address'), card.address],
        [t('facility.capacity'), card.capacity],
        [t('facility.registeredOn'), card.registeredOn],
        [t('facility.filedOn'), card.filedOn && `${card.filedOn} · ${card.filingNo ?? ''}`],
      ]}
    />
  );
}

/** Every figure leads to the entries behind it. */
function Standing({ card }: { readonly card: FacilityCard }) {
  const { t } = useWords();
  const of = (kind: string, figure: number | string) => <Link to={`?kind=${kind}#timeline`}>{figure}</Link>;
  return (
    <Facts
      facts={[
        [
          t('facility.hazards'),
          <Link key="h" to="?kind=hazard&kind=rectification#timeline">
            <OpenHazards card={card} />
          </Link>,
        ],
        [t('facility.openOrders'), of('order', card.openOrders)],
        [t('facility.awaitingRecheck'), of('rectification', card.awaitingRecheck)],
        [t('facility.measures'), <Measures key="m" card={card} />],
        [t('facility.penalties'), of('penalty', card.penalties)],
        [t('facility.complaints'), of('complaint', `${card.complaints.open} / ${card.complaints.total}`)],
        [t('facility.incidents'), of('incident', card.incidents)],
      ]}
    />
  );
}

function Measures({ card }: { readonly card: FacilityCard }) {
  const { t, language } = useWords();
  if (card.activeMeasures.length === 0) return t('state.none');
  return card.activeMeasures.map(({ measureId, measure, department, since, documentNo }) => (
    <div key={measureId}>
      <Link to="?kind=measure#timeline">
        {departmentName(department, language)} {codeName('measure', measure, language)}
      </Link>
      <div className="caption">
        {t('facility.since', { at: shownDay(since) })} · {documentNo}
      </div>
    </div>
  ));
}

function SaidLast({ card }: { readonly card: FacilityCard }) {
  const { t, language } = useWords();
  const inspections = card.lastInspections.map(({ department, on, verdict }) => (
    <div key={department}>
      <Link to={`?department=${department}&kind=inspection#timeline`}>
        {departmentName(department, language)} {shownDay(on)}
      </Link>{' '}
      <span className="quiet">
        {verdict ? codeName('verdict', verdict, language) : t('facility.noVerdict')}
      </span>
    </div>
  ));
  const repeats = card.repeatOffences.map(({ clause, times, departments }) => (
    <div key={clause}>
      {clause} <span className="late-open">{t('facility.repeatTimes', { times })}</span>
      <div className="caption">{departments.map((code) => departmentName(code, language)).join('、')}</div>
    </div>
  ));
  return (
    <Facts
      facts={[
        [t('facility.inspections'), inspections.length > 0 ? inspections : null],
        [t('facility.repeat'), repeats.length > 0 ? repeats : t('state.none')],
        [
          t('facility.because'),
          <Link key="because" to={`/events/${card.becauseOf}`}>
            {shownTime(card.lastEventAt)} {t('facility.event')}
          </Link>,
        ],
      ]}
    />
  );
}

function Contradictions({ card }: { readonly card: FacilityCard }) {
  const { t, pick } = useWords();
  return (
    <div className="contradictions">
      <h3>{t('facility.contradictions')}</h3>
      {card.contradictions.map((said) => (
        <p key={said.inspectionIds.join()}>
          {pick(said)} <span className="caption">{said.on}</span>
        </p>
      ))}
    </div>
  );
}

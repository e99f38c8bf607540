import { Link } from 'react-router';
import { regionName } from '../words/codes';
import { useWords } from '../words';

interface Named {
  readonly facilityId: string;
  readonly facilityName: string | null;
  readonly regionCode: string;
}

/** A facility in a list of something else: its name, and where it lies. */
export function FacilityLink({ facilityId, facilityName, regionCode }: Named) {
  const { language } = useWords();
  return (
    <>
      <Link to={`/facilities/${facilityId}`}>{facilityName ?? facilityId}</Link>
      <div className="caption">{regionName(regionCode, language)}</div>
    </>
  );
}

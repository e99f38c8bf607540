import { OfficialLink } from './official-link';

interface Officer {
  readonly officialId: string;
  readonly postId: string;
}

/** Who acted, each with the post that answers for it. */
export function Officers({ officers }: { readonly officers: readonly Officer[] }) {
  if (officers.length === 0) return '—';
  return officers.map(({ officialId, postId }) => (
    <span key={officialId} className="officer">
      <OfficialLink officialId={officialId} /> <span className="quiet">{postId}</span>
    </span>
  ));
}

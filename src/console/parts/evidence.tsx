import { codeName } from '../words/codes';
import { useWords } from '../words';

interface Piece {
  readonly kind: string;
  readonly name: string;
  readonly sha256: string;
}

/** What was attached, with the digest by which its bytes can be recognised. */
export function Evidence({ evidence }: { readonly evidence: readonly Piece[] }) {
  const { t, language } = useWords();
  if (evidence.length === 0) return t('timeline.noEvidence');
  return evidence.map(({ kind, name, sha256 }) => (
    <span key={sha256} className="officer">
      {codeName('kind', kind, language)} {name}
      <code className="caption">SHA-256 {sha256}</code>
    </span>
  ));
}

import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { may, useSession } from '../app/session';

/** The way to an official's record, for those who may read it. */
export function OfficialLink({
  officialId,
  children = officialId,
}: {
  readonly officialId: string;
  readonly children?: ReactNode;
}) {
  const reads = may(useSession(), 'official/read');
  return reads ? <Link to={`/officials/${officialId}`}>{children}</Link> : children;
}

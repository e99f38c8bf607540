import type { ColumnsType } from 'antd/es/table';
import { Link } from 'react-router';
import type { OfficialSummary } from '../api';
import { useAddress } from '../app/address';
import type { Address } from '../app/address';
import { SearchText } from '../facility/facility-filters';
import { DepartmentFilter, RegionFilter } from '../parts/filters';
import { Listed } from '../parts/listed';
import { MorePages } from '../parts/more-pages';
import { usePages } from '../parts/pages-asked';
import { departmentName, regionName } from '../words/codes';
import { useWords } from '../words';

const NAMES = ['search', 'department', 'region'] as const;

/** Officials with the posts they hold and what is counted beside them; no score, no ranking. */
export function Component() {
  const { t } = useWords();
  const address = useAddress();
  const officials = usePages<OfficialSummary>('/officials', NAMES, address);
  const columns = useColumns();
  return (
    <>
      <h1>{t('official.title')}</h1>
      <Filters address={address} />
      <MorePages query={officials} empty={{ title: t('official.none'), how: t('official.noneHow') }}>
        {(rows) => (
          <Listed
            columns={columns}
            rows={rows}
            keyOf={({ officialId }) => officialId}
            label={t('official.title')}
          />
        )}
      </MorePages>
      <p className="quiet">{t('official.noScore')}</p>
    </>
  );
}

function Filters({ address }: { readonly address: Address }) {
  const { t } = useWords();
  return (
    <div className="filters">
      <SearchText address={address} words={t('official.search')} />
      <DepartmentFilter address={address} label={t('official.department')} />
      <RegionFilter address={address} label={t('official.region')} />
    </div>
  );
}

function useColumns(): ColumnsType<OfficialSummary> {
  const { t } = useWords();
  const counted = (['acts', 'open', 'late', 'missing'] as const).map((name) => ({
    title: t(`official.${name}`),
    key: name,
    width: '8em',
    render: (_: unknown, official: OfficialSummary) => (
      <Link to={`/officials/${official.officialId}#${name === 'acts' ? 'done' : 'owed'}`}>
        {official[name]}
      </Link>
    ),
  }));
  return [
    {
      title: t('official.official'),
      key: 'official',
      className: 'whole',
      width: '14em',
      render: (_, official) => <Name official={official} />,
    },
    {
      title: t('official.posts'),
      key: 'posts',
      className: 'whole',
      render: (_, { posts }) => <Posts posts={posts} />,
    },
    ...counted,
  ];
}

function Name({ official: { officialId, name } }: { readonly official: OfficialSummary }) {
  const { t } = useWords();
  return (
    <>
      <Link to={`/officials/${officialId}`}>{name ?? officialId}</Link>
      <div className="caption">{name === null ? t('official.noName') : officialId}</div>
    </>
  );
}

function Posts({ posts }: { readonly posts: OfficialSummary['posts'] }) {
  const { t, language } = useWords();
  return posts.map(({ postId, title, department, regionCode, from, to }) => (
    <div key={postId + from}>
      {title ?? postId}
      <span className="caption">
        {' '}
        {departmentName(department, language)} · {regionName(regionCode, language)} · {from} –{' '}
        {to ?? t('official.stillHeld')}
      </span>
    </div>
  ));
}

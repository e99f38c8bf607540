import { useInfiniteQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { Link } from 'react-router';
import type { OfficialSummary, Page } from '../api';
import { useAddress } from '../app/address';
import type { Address } from '../app/address';
import { ask } from '../app/ask';
import { SearchText } from '../facility/facility-filters';
import { Listed } from '../parts/listed';
import { MorePages } from '../parts/more-pages';
import { departmentCodes, departmentName, regionCodes, regionName } from '../words/codes';
import { useWords } from '../words';

const NAMES = ['search', 'department', 'region'] as const;

/** Officials with the posts they hold and what is counted beside them; no score, no ranking. */
export function Component() {
  const { t } = useWords();
  const address = useAddress();
  const query = Object.fromEntries(NAMES.map((name) => [name, address.get(name)]));
  const officials = useInfiniteQuery({
    queryKey: ['officials', query],
    queryFn: ({ pageParam, signal }) =>
      ask<Page<OfficialSummary>>('/officials', { query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
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
  const { t, language } = useWords();
  const lists = {
    department: [t('facility.allDepartments'), departmentCodes, departmentName],
    region: [t('facility.allRegions'), regionCodes, regionName],
  } as const;
  return (
    <div className="filters">
      <SearchText address={address} words={t('official.search')} />
      {(['department', 'region'] as const).map((name) => {
        const [all, codes, word] = lists[name];
        return (
          <Select
            key={name}
            className="filter"
            aria-label={t(`official.${name}`)}
            value={address.get(name) ?? ''}
            options={[
              { value: '', label: all },
              ...codes.map((value) => ({ value, label: word(value, language) })),
            ]}
            onChange={(value: string) => address.change({ [name]: value })}
          />
        );
      })}
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

import { Input } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { Link } from 'react-router';
import type { Rejection } from '../api';
import { useAddress } from '../app/address';
import type { Address } from '../app/address';
import { ChoiceFilter, DepartmentFilter } from '../parts/filters';
import { Listed } from '../parts/listed';
import { MorePages } from '../parts/more-pages';
import { usePages } from '../parts/pages-asked';
import { shownTime } from '../parts/instant';
import { departmentName } from '../words/codes';
import { useWords } from '../words';
import { REJECTIONS } from './rejection-list';
import { AlarmTag, RejectionStateTag } from './rejection-tags';

const NAMES = ['state', 'department', 'code'] as const;
const states = ['open', 'resent', 'dismissed'] as const;

/** What the doors sent back, with the reason, waiting for repair. */
export function Component() {
  const { t } = useWords();
  const address = useAddress();
  const rejections = usePages<Rejection>(REJECTIONS, NAMES, address);
  const columns = useColumns();
  return (
    <>
      <h1>{t('intake.title')}</h1>
      <p className="quiet">{t('intake.intro')}</p>
      <Filters address={address} />
      <MorePages query={rejections} empty={{ title: t('intake.none'), how: t('intake.noneHow') }}>
        {(rows) => (
          <Listed
            columns={columns}
            rows={rows}
            keyOf={({ rejectionId }) => rejectionId}
            classOf={({ alarm }) => (alarm ? 'alarm' : '')}
            label={t('intake.title')}
          />
        )}
      </MorePages>
    </>
  );
}

function Filters({ address }: { readonly address: Address }) {
  const { t } = useWords();
  return (
    <div className="filters">
      <ChoiceFilter
        name="state"
        label={t('intake.state')}
        all={t('intake.allStates')}
        options={states.map((value) => ({ value, label: t(`rejectionState.${value}`) }))}
        address={address}
      />
      <DepartmentFilter address={address} label={t('intake.department')} all={t('intake.allDepartments')} />
      <Input
        className="filter"
        aria-label={t('intake.codeFilter')}
        placeholder={t('intake.codeFilter')}
        defaultValue={address.get('code') ?? ''}
        onPressEnter={({ currentTarget }) => address.change({ code: currentTarget.value })}
        onBlur={({ currentTarget }) =>
          currentTarget.value !== (address.get('code') ?? '') && address.change({ code: currentTarget.value })
        }
      />
    </div>
  );
}

function useColumns(): ColumnsType<Rejection> {
  const { t, language } = useWords();
  return [
    {
      title: t('intake.receivedAt'),
      key: 'at',
      width: '12em',
      render: (_, { receivedAt }) => shownTime(receivedAt),
    },
    {
      title: t('intake.department'),
      key: 'department',
      width: '9em',
      render: (_, { department }) => (department ? departmentName(department, language) : '—'),
    },
    { title: t('intake.door'), key: 'door', width: '5em', render: (_, { door }) => t(`door.${door}`) },
    {
      title: t('intake.type'),
      key: 'type',
      width: '13em',
      render: (_, { type, sourceId }) => <Typed type={type} sourceId={sourceId} />,
    },
    { title: t('intake.step'), key: 'step', width: '6em', render: (_, { step }) => t(`step.${step}`) },
    {
      title: t('intake.reason'),
      key: 'reason',
      className: 'whole',
      render: (_, rejection) => <Reason rejection={rejection} />,
    },
    {
      title: t('intake.state'),
      key: 'state',
      width: '7em',
      render: (_, { state }) => <RejectionStateTag state={state} />,
    },
  ];
}

function Typed({ type, sourceId }: Pick<Rejection, 'type' | 'sourceId'>) {
  return (
    <>
      {type ?? '—'}
      <div className="caption">{sourceId}</div>
    </>
  );
}

function Reason({ rejection }: { readonly rejection: Rejection }) {
  const { pick } = useWords();
  return (
    <>
      {rejection.alarm && <AlarmTag />}
      <Link to={`/intake/rejections/${rejection.rejectionId}`}>{pick(rejection)}</Link>
      <div className="caption">{rejection.code}</div>
    </>
  );
}

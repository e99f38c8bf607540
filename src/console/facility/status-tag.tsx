import type { Status } from '../api';
import { useWords } from '../words';

export function StatusTag({ status }: { readonly status: Status }) {
  const { t } = useWords();
  return <span className={`status status-${status}`}>{t(`status.${status}`)}</span>;
}

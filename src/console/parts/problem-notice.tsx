import { Alert, Button } from 'antd';
import { Problem } from '../app/ask';
import { useWords } from '../words';

const NAMED = [401, 403, 404, 422, 503] as const;
type Named = (typeof NAMED)[number];
const isNamed = (status: number): status is Named => (NAMED as readonly number[]).includes(status);

interface Shown {
  readonly problem: Error;
  readonly onRetry?: () => void;
}

/** What happened, what is safe, what to do, and the code to tell the operator. */
export function ProblemNotice({ problem, onRetry }: Shown) {
  const { t, pick } = useWords();
  const facts = problem instanceof Problem ? problem.facts : null;
  const status = facts?.status ?? -1;
  const todo =
    status === 0 ? t('state.todoUnreachable') : isNamed(status) ? t(`state.todo${status}`) : t('state.todo');
  return (
    <Alert
      type="error"
      role="alert"
      className="problem"
      title={facts ? pick(facts) : problem.message}
      description={
        <>
          <p>
            {t('state.safe')} {todo}
          </p>
          {facts?.errors && facts.errors.length > 0 && (
            <ul>
              {facts.errors.map(({ path, message }) => (
                <li key={path + message}>
                  <code>{path}</code> {message}
                </li>
              ))}
            </ul>
          )}
          <p className="caption">
            {t('state.code')} <code>{facts?.code ?? 'console/failed'}</code>
          </p>
          {onRetry && (
            <Button size="small" onClick={onRetry}>
              {t('state.retry')}
            </Button>
          )}
        </>
      }
    />
  );
}

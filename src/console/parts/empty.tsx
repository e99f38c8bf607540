import { Button } from 'antd';

export interface EmptyWords {
  readonly title: string;
  /** What would be here and how it gets here. */
  readonly how?: string;
  readonly action?: { readonly words: string; readonly onDo: () => void };
}

export function Empty({ title, how, action }: EmptyWords) {
  return (
    <div className="empty" role="status">
      <p>{title}</p>
      {how && <p className="quiet">{how}</p>}
      {action && <Button onClick={action.onDo}>{action.words}</Button>}
    </div>
  );
}

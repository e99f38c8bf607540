import { Button, DatePicker, Slider } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useState } from 'react';
import type { Address } from '../app/address';
import { DAY, dayOf, msOf } from '../parts/instant';
import { useWords } from '../words';
import { isPosition } from './as-of';
import type { Window } from './window';

interface Shown {
  readonly address: Address;
  /** From the first thing known to today. */
  readonly span: Window;
}

/** The two questions about the past: what was so by a day, and what did we know by a day. */
export function AsOfControls({ address, span }: Shown) {
  const { t } = useWords();
  return (
    <div className="as-of">
      <AsOfControl
        address={address}
        span={span}
        name="asOfTrue"
        label={t('timeline.asOfTrue')}
        hint={t('timeline.asOfTrueHint')}
      />
      <AsOfControl
        address={address}
        span={span}
        name="asOfKnown"
        label={t('timeline.asOfKnown')}
        hint={t('timeline.asOfKnownHint')}
      />
    </div>
  );
}

interface One extends Shown {
  readonly name: 'asOfTrue' | 'asOfKnown';
  readonly label: string;
  readonly hint: string;
}

function AsOfControl({ address, span, name, label, hint }: One) {
  const { t } = useWords();
  const asked = address.get(name);
  const position = asked !== null && isPosition(asked) ? asked : null;
  const day = asked !== null && position === null ? dayOf(msOf(asked)) : null;
  const choose = (next: string | null) => address.change({ [name]: next });
  return (
    <fieldset className={asked === null ? 'as-of-one' : 'as-of-one asked'}>
      <legend title={hint}>{label}</legend>
      <DaySlider day={day} span={span} label={label} onChoose={choose} />
      {position === null ? (
        <DatePicker
          size="small"
          aria-label={label}
          placeholder={t('timeline.today')}
          value={day === null ? null : dayjs(day)}
          onChange={(_, text) => choose(typeof text === 'string' && text !== '' ? text : null)}
          maxDate={dayjs()}
        />
      ) : (
        <span>{t('timeline.asOfPosition', { position })}</span>
      )}
      <Button size="small" type="text" disabled={asked === null} onClick={() => choose(null)}>
        {t('timeline.asOfNow')}
      </Button>
    </fieldset>
  );
}

interface Days {
  readonly day: string | null;
  readonly span: Window;
  readonly label: string;
  readonly onChoose: (day: string | null) => void;
}

/** Slides through the days; the answer is asked for when the hand is lifted. */
function DaySlider({ day, span, label, onChoose }: Days) {
  const last = Math.ceil((span.to - span.from) / DAY);
  const asked = day === null ? last : Math.round((msOf(day) - span.from) / DAY);
  const [held, setHeld] = useState(asked);
  useEffect(() => setHeld(asked), [asked]);
  const dayAt = (step: number) => dayOf(span.from + step * DAY);
  return (
    <Slider
      min={0}
      max={last}
      value={held}
      onChange={setHeld}
      onChangeComplete={(step) => onChoose(step >= last ? null : dayAt(step))}
      tooltip={{ formatter: (step) => dayAt(step ?? last) }}
      ariaLabelForHandle={label}
      ariaValueTextFormatterForHandle={(step) => dayAt(step)}
    />
  );
}

import {
  IconBan,
  IconCheck,
  IconCircle,
  IconCircleDashed,
  IconClock,
  IconHourglassEmpty,
  IconLoader2,
  IconPlayerSkipForward,
  IconPlayerStop,
  IconPlugConnectedX,
  IconRefresh,
  IconX,
} from '@tabler/icons-react';

import { lookOf } from './states';
import styles from './StateBadge.module.css';

const ICONS = {
  clock: IconClock,
  dots: IconCircleDashed,
  spinner: IconLoader2,
  check: IconCheck,
  cross: IconX,
  skip: IconPlayerSkipForward,
  blocked: IconBan,
  stop: IconPlayerStop,
  retry: IconRefresh,
  timeout: IconHourglassEmpty,
  lost: IconPlugConnectedX,
  circle: IconCircle,
};

interface IconProps {
  state: string;
  size?: number;
}

/** The state's icon alone; whoever shows it also says the word. */
export function StateIcon({ state, size = 14 }: IconProps) {
  const look = lookOf(state);
  const Icon = ICONS[look.icon];
  return (
    <Icon
      size={size}
      stroke={2.4}
      aria-hidden
      className={styles.icon}
      data-tone={look.tone}
      data-spin={look.icon === 'spinner' || undefined}
    />
  );
}

interface Props {
  state: string;
  /** Without its background, for tables. */
  plain?: boolean;
}

/** A state by icon and word. */
export function StateBadge({ state, plain }: Props) {
  const look = lookOf(state);
  return (
    <span className={styles.badge} data-tone={look.tone} data-plain={plain ?? undefined}>
      <StateIcon state={state} size={13} />
      {look.word}
    </span>
  );
}

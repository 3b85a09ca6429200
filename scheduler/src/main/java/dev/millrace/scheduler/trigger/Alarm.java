package dev.millrace.scheduler.trigger;

import java.util.List;

/**
 * Says when it is time to look. It may ring late, early, often or never: the poll finds what it
 * forgets.
 */
interface Alarm {
  /** Asks to be woken; a later wish for the same instant replaces an earlier one. Never throws. */
  void arm(List<Wake> wakes);

  /** Nobody is woken: the poll alone finds what is due. */
  Alarm NONE = wakes -> {};
}

import { colourOf } from './draw';
import styles from './Gantt.module.css';
import { PART_WORDS } from './words';

/** What the bars' colours and forms mean. */
export function Legend({ withPrevious }: { withPrevious: boolean }) {
  return (
    <ul className={styles.legend} aria-label="Legend">
      <Item look="thin" colour={colourOf('dependencies')} word={PART_WORDS.dependencies} />
      <Item look="thin" colour={colourOf('retry')} word={PART_WORDS.retry} />
      <Item look="hatched" colour={colourOf('queued')} word={PART_WORDS.queued} />
      <Item look="flat" colour={colourOf('files')} word={PART_WORDS.files} />
      <Item look="flat" colour={colourOf('environment')} word={PART_WORDS.environment} />
      <Item look="flat" colour={colourOf('kernel')} word={PART_WORDS.kernel} />
      <Item look="full" colour={colourOf('succeeded')} word="Cells" />
      <Item look="full" colour={colourOf('failed')} word="Failed ✕" />
      <Item look="diamond" colour={colourOf('queued')} word="Ended without an attempt" />
      {withPrevious && <Item look="low" colour={colourOf('ghost')} word="Previous successful run" />}
    </ul>
  );
}

function Item({ look, colour, word }: { look: string; colour: string; word: string }) {
  return (
    <li>
      <span className={styles.swatch} data-look={look} style={{ color: colour }} aria-hidden />
      {word}
    </li>
  );
}

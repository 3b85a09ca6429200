import styles from './Tags.module.css';

export function Tags({ tags }: { tags: string[] }) {
  return tags.map((tag) => (
    <span key={tag} className={styles.tag}>
      {tag}
    </span>
  ));
}

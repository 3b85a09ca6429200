import { memo } from 'react';

import styles from './Code.module.css';
import { highlight } from './highlight';

interface Props {
  code: string;
  language: string;
  label?: string;
}

/** Highlighted code. */
export const Code = memo(function Code({ code, language, label = 'Code' }: Props) {
  return (
    <pre className={styles.code} tabIndex={0} role="region" aria-label={label}>
      <code>
        {highlight(code, language).map((token, i) =>
          token.kind === undefined ? (
            token.text
          ) : (
            <span key={i} data-kind={token.kind}>
              {token.text}
            </span>
          ),
        )}
      </code>
    </pre>
  );
});

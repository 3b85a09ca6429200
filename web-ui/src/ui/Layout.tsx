import { IconChevronRight } from '@tabler/icons-react';
import { useEffect, type ReactNode } from 'react';
import { Link } from 'react-router';

import styles from './Layout.module.css';

export interface Crumb {
  label: string;
  to: string;
}

interface PageProps {
  /** The document's title, and the page's heading unless `heading` says it otherwise. */
  title: string;
  heading?: ReactNode;
  crumbs?: Crumb[];
  actions?: ReactNode;
  /** One line below the heading. */
  summary?: ReactNode;
  /** It has several panes and takes more of a wide window. */
  wide?: boolean;
  children: ReactNode;
}

/** What every page has: where it is, what it is called, what one can do. */
export function Page({ title, heading, crumbs = [], actions, summary, wide, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Millrace`;
  }, [title]);
  return (
    <div className={styles.page} data-wide={wide ?? undefined}>
      <header className={styles.header}>
        <div className={styles.titles}>
          {crumbs.length > 0 && (
            <nav aria-label="Breadcrumb" className={styles.crumbs}>
              {crumbs.map((crumb, i) => (
                <span key={crumb.to}>
                  <Link to={crumb.to}>{crumb.label}</Link>
                  {i < crumbs.length - 1 && <IconChevronRight size={12} aria-hidden />}
                </span>
              ))}
            </nav>
          )}
          <h1>{heading ?? title}</h1>
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {summary && <div className={styles.summary}>{summary}</div>}
      {children}
    </div>
  );
}

interface SectionProps {
  title: string;
  aside?: ReactNode;
  /** The content touches the frame, as tables and graphs do. */
  flush?: boolean;
  children: ReactNode;
}

export function Section({ title, aside, flush, children }: SectionProps) {
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h2>{title}</h2>
        {aside}
      </div>
      <div className={flush ? styles.flush : styles.padded}>{children}</div>
    </section>
  );
}

interface EmptyProps {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
}

/** Nothing here yet, and what to do about it; where there is nothing to do, only a line. */
export function Empty({ icon, title, children }: EmptyProps) {
  if (!icon && !children) return <div className={styles.nothing}>{title}</div>;
  return (
    <div className={styles.empty}>
      {icon && <div className={styles.emptyIcon}>{icon}</div>}
      <strong>{title}</strong>
      {children && <div className={styles.emptyText}>{children}</div>}
    </div>
  );
}

/** Names and values, one pair a line or side by side as there is room. */
export function Facts({ facts }: { facts: [string, ReactNode][] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A table that scrolls by itself where the page is narrow. */
export function TableBox({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.tableBox} role="region" aria-label={label} tabIndex={0}>
      <table className={styles.table}>{children}</table>
    </div>
  );
}

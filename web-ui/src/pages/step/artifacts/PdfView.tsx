import { AnnotationMode, type PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';

import { Empty } from '../../../ui/Layout';
import { Loading } from '../../../ui/Loading';
import { openPdf } from './pdf';
import styles from './Preview.module.css';

/** Pages that are shown; drawing takes time and memory. */
const MOST_PAGES = 20;

/** A page is drawn a little before it is seen. */
const NEAR = '400px';

type Opened = { document: PDFDocumentProxy } | { error: string } | undefined;

/** The first pages of a PDF as pictures: its links, forms and scripts do nothing. */
export function PdfView({ bytes, name }: { bytes: Uint8Array<ArrayBuffer>; name: string }) {
  const [opened, setOpened] = useState<Opened>();
  useEffect(() => {
    let current = true;
    let close: (() => void) | undefined;
    openPdf(bytes).then(
      (pdf) => {
        close = pdf.close;
        if (current) setOpened({ document: pdf.document });
        else close();
      },
      (error: unknown) => {
        if (current) setOpened({ error: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => {
      current = false;
      close?.();
    };
  }, [bytes]);
  if (opened === undefined) return <Loading />;
  if ('error' in opened) return <Empty title="This PDF cannot be shown">{opened.error}</Empty>;
  const { document } = opened;
  const shown = Math.min(document.numPages, MOST_PAGES);
  return (
    <div className={styles.pages}>
      {Array.from({ length: shown }, (_, i) => (
        <PdfPage key={i} document={document} number={i + 1} label={`${name}, page ${i + 1}`} />
      ))}
      {shown < document.numPages && (
        <p className={styles.note}>
          The first {shown} of {document.numPages} pages; download the file for all of them.
        </p>
      )}
    </div>
  );
}

interface PageProps {
  document: PDFDocumentProxy;
  number: number;
  label: string;
}

function PdfPage({ document, number, label }: PageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    let stop: (() => void) | undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        stop = draw(document, number, element, () => setFailed(true));
      },
      { rootMargin: NEAR },
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      stop?.();
    };
  }, [document, number]);
  return (
    <>
      <canvas ref={canvas} role="img" aria-label={label} />
      {failed && <p className={styles.note}>Page {number} could not be drawn.</p>}
    </>
  );
}

/** Draws a page as wide as its place; returns how to stop. */
function draw(
  document: PDFDocumentProxy,
  number: number,
  canvas: HTMLCanvasElement,
  onFailure: () => void,
): () => void {
  let stopped = false;
  let cancel: (() => void) | undefined;
  const run = async () => {
    const page = await document.getPage(number);
    if (stopped) return;
    const { width } = page.getViewport({ scale: 1 });
    const scale = (canvas.clientWidth / width) * window.devicePixelRatio;
    const viewport = page.getViewport({ scale });
    canvas.width = viewport.width;
    canvas.height = viewport.height;
    canvas.dataset.drawn = '';
    const task = page.render({ canvas, viewport, annotationMode: AnnotationMode.DISABLE });
    cancel = () => task.cancel();
    await task.promise;
  };
  run().catch(() => {
    if (!stopped) onFailure();
  });
  return () => {
    stopped = true;
    cancel?.();
  };
}

import { getDocument, PDFWorker, VerbosityLevel, type PDFDocumentProxy } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?worker&url';

import { startWorker } from '../../../graph/worker';

/** A document that is open, and how to be done with it. */
export interface OpenPdf {
  document: PDFDocumentProxy;
  close: () => void;
}

/**
 * Opens a PDF in a worker of its own. Nothing of it runs and nothing is fetched for it: no scripts, no forms, no fonts
 * or pictures of elsewhere; the policy of the application holds WebAssembly back as well.
 */
export async function openPdf(bytes: Uint8Array<ArrayBuffer>): Promise<OpenPdf> {
  const port = startWorker(workerUrl, { type: 'module' });
  const worker = PDFWorker.create({ port, verbosity: VerbosityLevel.ERRORS });
  const close = () => {
    worker.destroy();
    port.terminate();
  };
  try {
    const document = await getDocument({
      // The worker takes the bytes over: without a copy those of the caller would be empty afterwards.
      data: bytes.slice(),
      worker,
      enableXfa: false,
      useWasm: false,
      useWorkerFetch: false,
      // Pixels of one picture; a bigger one is left out.
      maxImageSize: 32 * 1024 * 1024,
      verbosity: VerbosityLevel.ERRORS,
    }).promise;
    return { document, close };
  } catch (error) {
    close();
    throw error;
  }
}

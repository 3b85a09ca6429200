/** What stands before every address of the application, as the server wrote it into the page; often empty. */
export const BASE =
  typeof document === 'undefined'
    ? ''
    : (document.querySelector('meta[name="millrace-base"]')?.getAttribute('content') ?? '');

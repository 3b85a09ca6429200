import { Buffer } from 'node:buffer';

/**
 * A PDF with one line a page. It also holds what a hostile one would: a script that runs when it is opened, and a link
 * over its first page.
 */
export function pdf(lines: string[]): Buffer {
  const pages = lines.map((_, i) => `${5 + i * 2} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R /OpenAction 4 0 R >>',
    `<< /Type /Pages /Count ${lines.length} /Kids [${pages}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    '<< /S /JavaScript /JS (app.alert\\(1\\); app.launchURL\\("http://127.0.0.1:9/pdf"\\);) >>',
  ];
  for (const [i, line] of lines.entries()) {
    const content = `BT /F1 36 Tf 40 90 Td (${line}) Tj ET`;
    const link =
      '/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 400 200] /A << /S /URI /URI (http://127.0.0.1:9/pdf) >> >>]';
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents ${6 + i * 2} 0 R ${link} ` +
        '/Resources << /Font << /F1 3 0 R >> >> >>',
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    );
  }
  let file = '%PDF-1.7\n';
  const places = objects.map((object, i) => {
    const place = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const start = file.length;
  file +=
    `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}` +
    `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

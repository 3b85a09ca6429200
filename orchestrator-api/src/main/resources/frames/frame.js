// Tells the page around that this frame is ready and how high its content is, takes the theme from it, and a library
// that draws what stands in this page as data.
(() => {
  // Content that is as high as its frame would grow with every answer.
  const MOST_ROUNDS = 3;
  const send = (message) => parent.postMessage({ millrace: 'frame', ...message }, '*');
  let sent = 0;
  let resized = false;
  let rounds = 0;
  let drawn = false;

  addEventListener('message', (event) => {
    if (event.source !== parent) return;
    const { theme, library } = event.data ?? {};
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    if (library instanceof Blob && !drawn) {
      drawn = true;
      draw(library).catch((error) => fail(error));
    }
  });
  addEventListener('resize', () => {
    resized = true;
  });
  addEventListener('DOMContentLoaded', () => {
    // Scripts of a notebook write beside the content, too.
    const written = document.getElementById('content');
    const content = written.classList.contains('own') ? document.body : written;
    const measure = () => {
      const scrollbar = innerHeight - document.documentElement.clientHeight;
      const height = Math.ceil(content.getBoundingClientRect().height) + scrollbar;
      if (height === sent) return;
      rounds = resized && height > sent ? rounds + 1 : 0;
      resized = false;
      if (rounds > MOST_ROUNDS && !isDrawing()) return;
      sent = height;
      send({ size: height });
    };
    send({ ready: true });
    new ResizeObserver(measure).observe(content);
  });

  function isDrawing() {
    return drawn && document.documentElement.dataset.drawn === undefined;
  }

  /** Runs the library as a classic script: an opaque page has no modules. */
  async function draw(library) {
    const script = document.createElement('script');
    script.src = URL.createObjectURL(library);
    await new Promise((resolve, reject) => {
      script.onload = resolve;
      script.onerror = () => reject(new Error('the library did not run'));
      document.head.append(script);
    });
    for (const drawing of document.querySelectorAll('.drawing')) {
      const data = JSON.parse(drawing.firstElementChild.textContent);
      drawing.replaceChildren();
      try {
        await globalThis.millraceViewer.draw(drawing, data);
      } catch (error) {
        fail(error, drawing);
      }
    }
    // What grew until now are drawings that came one after the other.
    rounds = 0;
    document.documentElement.dataset.drawn = '';
  }

  function fail(error, place = document.getElementById('content')) {
    const note = document.createElement('p');
    note.className = 'note';
    note.textContent = `This output could not be drawn: ${error?.message ?? error}`;
    place.prepend(note);
  }
})();

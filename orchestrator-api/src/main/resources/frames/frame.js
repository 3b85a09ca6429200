// Tells the page around that this frame is ready and how high its content is, and takes the theme from it.
(() => {
  // Content that is as high as its frame would grow with every answer.
  const MOST_ROUNDS = 3;
  const send = (message) => parent.postMessage({ millrace: 'frame', ...message }, '*');
  let sent = 0;
  let resized = false;
  let rounds = 0;

  addEventListener('message', (event) => {
    if (event.source !== parent) return;
    const theme = event.data?.theme;
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  });
  addEventListener('resize', () => {
    resized = true;
  });
  addEventListener('DOMContentLoaded', () => {
    const content = document.getElementById('content');
    const measure = () => {
      const scrollbar = innerHeight - document.documentElement.clientHeight;
      const height = Math.ceil(content.getBoundingClientRect().height) + scrollbar;
      if (height === sent) return;
      rounds = resized && height > sent ? rounds + 1 : 0;
      resized = false;
      if (rounds > MOST_ROUNDS) return;
      sent = height;
      send({ size: height });
    };
    send({ ready: true });
    new ResizeObserver(measure).observe(content);
  });
})();

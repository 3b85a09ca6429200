import { DOMWidgetModel, DOMWidgetView } from '@jupyter-widgets/base';
import DOMPurify from 'dompurify';

interface SavedOutput {
  output_type: string;
  text?: string | string[];
  traceback?: string[];
  data?: Record<string, unknown>;
}

export class OutputModel extends DOMWidgetModel {
  override defaults(): Record<string, unknown> {
    return {
      ...super.defaults(),
      _model_name: 'OutputModel',
      _view_name: 'OutputView',
      _model_module: '@jupyter-widgets/output',
      _view_module: '@jupyter-widgets/output',
      outputs: [],
    };
  }
}

/** What an Output widget captured: text, pictures and HTML without scripts. */
export class OutputView extends DOMWidgetView {
  override render(): void {
    super.render();
    this.el.classList.add('jupyter-widgets');
    for (const output of this.model.get('outputs') as SavedOutput[]) this.el.append(elementOf(output));
  }
}

function elementOf({ output_type, text, traceback, data = {} }: SavedOutput): HTMLElement {
  if (output_type === 'stream') return textOf(joined(text));
  if (output_type === 'error') return textOf((traceback ?? []).join('\n'));
  for (const type of ['image/png', 'image/jpeg'])
    if (type in data) {
      const image = document.createElement('img');
      image.src = `data:${type};base64,${joined(data[type])}`;
      return image;
    }
  if ('text/html' in data) {
    const box = document.createElement('div');
    box.append(DOMPurify.sanitize(joined(data['text/html']), { RETURN_DOM_FRAGMENT: true }));
    return box;
  }
  return textOf(joined(data['text/plain']));
}

function textOf(text: string): HTMLElement {
  const element = document.createElement('pre');
  // eslint-disable-next-line no-control-regex
  element.textContent = text.replaceAll(/\u001b\[[0-9;?]*[A-Za-z]/g, '');
  return element;
}

function joined(value: unknown): string {
  return Array.isArray(value) ? value.join('') : typeof value === 'string' ? value : '';
}

import * as base from '@jupyter-widgets/base';
import { ManagerBase } from '@jupyter-widgets/base-manager';
import * as controls from '@jupyter-widgets/controls';
import controlStyle from '@jupyter-widgets/controls/css/widgets.built.css?inline';
import { Widget } from '@lumino/widgets';
import luminoStyle from '@lumino/widgets/style/index.css?inline';

import * as output from './outputWidget';
import { register } from './viewer';

/** The packages whose widgets are drawn; others are a notebook's own code. */
const PACKAGES: Record<string, object> = {
  '@jupyter-widgets/base': base,
  '@jupyter-widgets/controls': controls,
  '@jupyter-widgets/output': output,
};

/** Shows saved widgets. There is no kernel: nothing is sent, and what they say stays as it was saved. */
class SavedWidgets extends ManagerBase {
  protected override loadClass(className: string, moduleName: string): Promise<typeof base.WidgetModel> {
    const found = (PACKAGES[moduleName] as Record<string, typeof base.WidgetModel> | undefined)?.[className];
    return found === undefined
      ? Promise.reject(new Error(`${className} of ${moduleName} is code that Millrace does not bring`))
      : Promise.resolve(found);
  }

  protected override _create_comm(): Promise<base.IClassicComm> {
    return Promise.reject(new Error('there is no kernel'));
  }

  protected override _get_comm_info(): Promise<object> {
    return Promise.resolve({});
  }
}

interface SavedState {
  model: string;
  states: Record<string, { state?: Record<string, unknown> }>;
}

/** Widgets are read only: no kernel is there to take an input. */
function readOnly(states: SavedState['states']): SavedState['states'] {
  return Object.fromEntries(
    Object.entries(states).map(([id, saved]) => [
      id,
      saved.state !== undefined && 'disabled' in saved.state
        ? { ...saved, state: { ...saved.state, disabled: true } }
        : saved,
    ]),
  );
}

const style = document.createElement('style');
style.textContent = `${luminoStyle}\n${controlStyle}\n:root { --jp-widgets-disabled-opacity: 1 }`;

register<SavedState>({
  draw: async (element, { model, states }) => {
    document.head.append(style);
    const widgets = new SavedWidgets();
    const models = await widgets.set_state({
      version_major: 2,
      version_minor: 0,
      state: readOnly(states) as never,
    });
    const shown = models.find((one): one is base.DOMWidgetModel => one.model_id === model);
    if (shown === undefined) throw new Error('its state was not saved');
    const view = await widgets.create_view(shown);
    Widget.attach(view.luminoWidget, element);
  },
});

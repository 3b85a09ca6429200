"""Runs the notebooks of the gallery and writes them beside this file, with their outputs.

    pip install nbclient ipykernel matplotlib seaborn plotly altair bokeh pandas jinja2 ipywidgets tqdm rich    # and ffmpeg
    python record.py [NAME...]

They are recorded once and kept, since installing and running these libraries takes longer than the browser suite.
"""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat.v4.nbbase
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

HERE = Path(__file__).parent

# It refuses what altair displays: JSON under a type that does not end with +json.
nbformat.v4.nbbase.validate = lambda *_, **__: None

PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAABgAAAAYCAIAAABvFaqvAAAALklEQVR42mN4Nk0DDfFnp6AhYtQwjBpER4PI04apZtQgeho0mrJH89qoQXQxCACA0NJfJeEkOwAAAABJRU5ErkJggg=="
)

NOTEBOOKS = {
    "markdown": [
        """# Markdown

| left | centre | right |
|:-----|:------:|------:|
| a | b | 1,234.5 |
| longer | *x* | -7 |

- [x] a task that is done
- [ ] one that is not

H<sub>2</sub>O, <kbd>Ctrl</kbd>+<kbd>K</kbd>, <mark>marked</mark>, <span style="color: black; background-color: gold">coloured</span>.

<details><summary>More</summary>

Hidden at first.

</details>

<div class="alert alert-warning">An <b>alert</b> as notebooks write it.</div>

A footnote[^1], and one in the line^[as this one].

[^1]: Its *text*.

```sql
SELECT region, count(*) FROM orders WHERE amount > 10 GROUP BY region -- by region
```

![attached](attachment:pixel.png) ![of the project](images/pixel.png) ![of another host](https://example.org/far.png)

In a line $e^{i\\pi} + 1 = 0$, and on their own:

$$\\hat\\beta = \\left(\\sum_{i=1}^n x_i x_i^\\top\\right)^{-1} \\sum_{i=1}^n x_i y_i$$

$$A = \\begin{pmatrix} 1 & 2 & 3 \\\\ 4 & 5 & 6 \\\\ 7 & 8 & 9 \\end{pmatrix}, \\quad
\\left[\\begin{array}{cc|c} 1 & \\tfrac12 & 0 \\\\ \\hline 0 & 1 & \\sqrt{2} \\end{array}\\right]$$

\\begin{align}
\\mathcal{L}(\\theta) &= \\prod_{i=1}^n p(x_i \\mid \\theta) \\\\
\\log \\mathcal{L}(\\theta) &= \\sum_{i=1}^n \\log p(x_i \\mid \\theta)
\\end{align}
""",
    ],
    "matplotlib": [
        "import matplotlib.pyplot as plt\nimport numpy as np\n\nx = np.linspace(0, 6, 100)",
        "fig, ax = plt.subplots(figsize=(5, 2.6), dpi=72)\nax.plot(x, np.sin(x), label='sin')\nax.plot(x, np.cos(x), label='cos')\nax.legend();",
        "%config InlineBackend.figure_formats = ['svg']\nfig, ax = plt.subplots(figsize=(4, 2))\nax.bar(['a', 'b', 'c'], [3, 1, 2]);",
        "%config InlineBackend.figure_formats = ['retina']\nfig, ax = plt.subplots(figsize=(3, 1.6), dpi=72)\nax.plot(x, x);",
    ],
    "seaborn": [
        "import numpy as np\nimport pandas as pd\nimport seaborn as sns\n\nrng = np.random.default_rng(7)\ndata = pd.DataFrame({'x': rng.normal(size=80), 'kind': rng.choice(['a', 'b'], 80)})\ndata['y'] = data.x * 2 + rng.normal(size=80)",
        "import matplotlib as mpl\nmpl.rcParams['figure.dpi'] = 72\nsns.scatterplot(data, x='x', y='y', hue='kind');",
        "sns.heatmap(np.corrcoef(rng.normal(size=(4, 20))), annot=True);",
    ],
    "plotly": [
        "import pandas as pd\nimport plotly.express as px\n\ndata = pd.DataFrame({'day': range(12), 'orders': [3, 5, 4, 8, 9, 7, 12, 13, 11, 15, 14, 18], 'region': ['eu', 'ap'] * 6})",
        "px.line(data, x='day', y='orders', color='region', title='Orders', markers=True)",
        "px.bar(data, x='region', y='orders').show()\npx.histogram(data, x='orders', color='region', height=260).show()",
        "px.pie(data, names='region', values='orders', height=300).show('notebook_connected')",
        "import plotly.graph_objects as go\ngo.Figure(go.Heatmap(z=[[1, 2, 3], [2, 4, 6], [3, 6, 9]])).update_layout(height=260, width=420)",
    ],
    "altair": [
        "import altair as alt\nimport pandas as pd\n\ndata = pd.DataFrame({'day': range(12), 'orders': [3, 5, 4, 8, 9, 7, 12, 13, 11, 15, 14, 18], 'region': ['eu', 'ap'] * 6})",
        "alt.Chart(data).mark_line(point=True).encode(x='day', y='orders', color='region', tooltip=['day', 'orders']).properties(title='Orders').interactive()",
        "alt.renderers.enable('mimetype')\nbrush = alt.selection_interval()\nalt.Chart(data, width=240, height=160).mark_point().encode(x='day', y='orders', color=alt.condition(brush, 'region:N', alt.value('lightgray'))).add_params(brush)",
    ],
    "bokeh": [
        "from bokeh.io import output_notebook, show\nfrom bokeh.plotting import figure\n\noutput_notebook(hide_banner=True)",
        "p = figure(width=420, height=240, title='Orders', tools='pan,wheel_zoom,hover,reset')\np.line(list(range(12)), [3, 5, 4, 8, 9, 7, 12, 13, 11, 15, 14, 18], line_width=2)\np.scatter(list(range(12)), [3, 5, 4, 8, 9, 7, 12, 13, 11, 15, 14, 18], size=7)\nshow(p)",
        "from bokeh.models import ColumnDataSource, DataTable, TableColumn\n\nsource = ColumnDataSource({'region': ['eu', 'ap'], 'orders': [51, 68]})\nshow(DataTable(source=source, columns=[TableColumn(field=f, title=f) for f in source.data], width=260, height=90))",
    ],
    "widgets": [
        "import ipywidgets as widgets\nfrom IPython.display import display",
        "slider = widgets.IntSlider(value=7, max=10, description='depth')\nname = widgets.Text(value='eu', description='region')\nkeep = widgets.Checkbox(value=True, description='keep')\nwidgets.VBox([widgets.HBox([slider, name]), keep, widgets.Dropdown(options=['a', 'b'], value='b', description='kind')])",
        "out = widgets.Output()\nwith out:\n    print('printed into a widget')\ntab = widgets.Tab([widgets.HTML('<b>first</b>'), out], titles=['one', 'two'])\ntab",
        "slider.value = 9\nwidgets.FloatProgress(value=0.6, max=1.0, description='done')",
    ],
    "tables": [
        "import numpy as np\nimport pandas as pd\n\nrng = np.random.default_rng(7)\ndata = pd.DataFrame(rng.normal(1000, 300, (6, 4)), columns=['eu', 'ap', 'us', 'me'])\ndata",
        "(data.style.format('{:,.1f}').background_gradient(cmap='Greens').highlight_max(props='font-weight: bold').set_caption('Styled'))",
        "pd.DataFrame(rng.integers(-10**9, 10**9, (8, 24)), columns=[f'column {n}' for n in range(24)])",
    ],
    "display": [
        "from IPython.display import HTML, JSON, SVG, Audio, IFrame, Image, Latex, Markdown, Video, display\nimport base64\nimport math\nimport struct",
        "display(HTML('<h3>HTML</h3><p>with <b>markup</b> and <code>code</code></p>'))",
        "display(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"120\" height=\"60\"><circle cx=\"30\" cy=\"30\" r=\"24\" fill=\"teal\"/><rect x=\"66\" y=\"8\" width=\"44\" height=\"44\" fill=\"orange\"/></svg>'))",
        "display(JSON({'region': 'eu', 'orders': [3, 5, {'late': True}], 'rate': 0.25}))",
        "display(Markdown('**Markdown** with $x^2$ and\\n\\n| a | b |\\n|---|--:|\\n| 1 | 2 |'))",
        "display(Latex(r'The sum $$\\sum_{k=1}^n k = \\frac{n(n+1)}{2}$$'))",
        f"display(Image(base64.b64decode('{PIXEL}'), width=48, height=48))",
        "tone = [0.4 * math.sin(2 * math.pi * 440 * n / 4000) for n in range(800)]\ndisplay(Audio(tone, rate=4000))",
        "display(Video('film.webm', embed=True, width=160))",
        "display(IFrame('https://example.org/', width=300, height=80))",
    ],
    "progress": [
        "from time import sleep\nfrom tqdm import tqdm\n\nfor _ in tqdm(range(20), desc='console', ascii=True):\n    sleep(0.01)",
        "from tqdm.notebook import tqdm as bar\n\nfor _ in bar(range(20), desc='notebook'):\n    sleep(0.01)",
    ],
    "rich": [
        "from rich.console import Console\nfrom rich.table import Table\n\nconsole = Console(force_jupyter=True, width=80)\ntable = Table(title='Orders')\ntable.add_column('region', style='cyan')\ntable.add_column('orders', justify='right', style='green')\ntable.add_row('eu', '51')\ntable.add_row('ap', '68')\nconsole.print(table)",
        "console.print('[bold red]late[/] [link=https://example.org]orders[/link]', {'eu': 51, 'ok': True})",
    ],
    "updates": [
        "from IPython.display import clear_output, display, HTML, Markdown\n\nhandle = display(Markdown('step 1'), display_id='status')",
        "for n in range(2, 5):\n    display(Markdown(f'step **{n}**'), display_id='status', update=True)",
        "table = display(HTML('<b>old</b>'), display_id=True)\ntable.update(HTML('<b>new</b> value'))",
        "for n in range(3):\n    clear_output(wait=True)\n    print('round', n)\nclear_output()\nprint('only this is left')",
    ],
    "scripts": [
        "from IPython.display import HTML, Javascript, display\n\ndisplay(HTML('<p id=\"place\">not yet</p><script>document.getElementById(\"place\").textContent = \"written by a script\"</script>'))",
        "display(Javascript('element.append(\"written by javascript\")'))",
        "display(HTML('<p id=\"tried\">tries</p><script>for (const t of [() => fetch(\"https://collector.example/fetch\").catch(() => 0), () => { parent.document.title = \"pwned\" }, () => new Image().src = \"https://collector.example/a.png\", () => open(\"https://collector.example/open\"), () => eval(\"document.title = 1\"), () => localStorage.a = 1, () => { top.location = \"https://collector.example/top\" }, () => parent.postMessage({size: 1e9, ready: true}, \"*\"), () => { document.getElementById(\"tried\").textContent = \"tried all\" }, () => setTimeout(() => { location = \"https://collector.example/leave\" }, 300)]) try { t() } catch {}</script>'))",
    ],
    "hostile": [
        "from bokeh.io import output_notebook\nfrom IPython.display import HTML, display\n\noutput_notebook(hide_banner=True)\nSTRIKE = \"parent.document.title='pwned'; fetch('https://collector.example/strike')\"",
        "display({'application/vnd.plotly.v1+json': {'data': [{'type': 'scatter', 'mode': 'text', 'y': [1, 2], 'text': ['<img src=x onerror=\"alert(1)\">', '</script><script>alert(1)</script>']}], 'layout': {'height': 200, 'title': {'text': '<a href=\"javascript:alert(1)\" target=\"_top\">look</a><script>alert(1)</script>'}, 'images': [{'source': 'https://collector.example/plotly.png', 'x': 0, 'y': 1, 'sizex': 1, 'sizey': 1}]}, 'config': {'plotlyServerURL': 'https://collector.example/'}}}, raw=True)",
        "display({'application/vnd.vegalite.v6.json': {'data': {'values': [{'a': 1}]}, 'transform': [{'calculate': 'datum.constructor.constructor(\"alert(1)\")()', 'as': 'b'}], 'mark': {'type': 'image', 'width': 20, 'height': 20, 'url': 'https://collector.example/vega.png'}, 'encoding': {'x': {'field': 'a', 'type': 'quantitative'}, 'href': {'value': 'javascript:alert(1)'}}}}, raw=True)\ndisplay({'application/vnd.vegalite.v6.json': {'data': {'url': 'https://collector.example/vega.json'}, 'mark': 'bar'}}, raw=True)",
        "from bokeh.events import DocumentReady\nfrom bokeh.io import curdoc, show\nfrom bokeh.models import CustomJS, Div\nfrom bokeh.plotting import figure\n\np = figure(width=200, height=120, title='</script><script>alert(1)</script>')\np.image_url(url=['https://collector.example/bokeh.png'], x=0, y=0, w=1, h=1)\ncurdoc().js_on_event(DocumentReady, CustomJS(code=STRIKE))\np.x_range.js_on_change('start', CustomJS(code=STRIKE))\nshow(p)",
        "from bokeh.models import Div\nshow(Div(text='<img src=\"https://collector.example/div.png\" onerror=\"alert(1)\"><a href=\"https://collector.example/\" target=\"_top\">away</a>'))",
        "import ipywidgets as widgets\nwidgets.HTML(f'<img src=\"https://collector.example/widget.png\" onerror=\"{STRIKE}\"><script>{STRIKE}</script><a href=\"javascript:alert(1)\">x</a>')",
        "display(HTML(f'<div class=\"plotly-graph-div\"></div><script>Plotly.newPlot(\"x\", [], {{}}, {{}}); {STRIKE}</script>'))",
        "display(HTML(f'<b>styled</b><script>{STRIKE}</script><img src=\"https://collector.example/html.png\" onerror=\"{STRIKE}\">'))\ndisplay({'application/javascript': STRIKE}, raw=True)",
    ],
}


def record(name: str) -> None:
    notebook = new_notebook()
    for n, source in enumerate(NOTEBOOKS[name]):
        cell = new_markdown_cell(source) if name == "markdown" else new_code_cell(source)
        cell.id = f"{name}-{n}"
        notebook.cells.append(cell)
    if name == "markdown":
        notebook.cells[0].attachments = {"pixel.png": {"image/png": PIXEL}}
    else:
        with TemporaryDirectory() as folder:
            Path(folder, "film.webm").write_bytes(film())
            NotebookClient(notebook, timeout=120, resources={"metadata": {"path": folder}}).execute()
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    text = json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True)
    (HERE / f"{name}.ipynb").write_text(text + "\n")
    print(name, (HERE / f"{name}.ipynb").stat().st_size)


def film() -> bytes:
    """Two pictures of one colour, made by ffmpeg."""
    command = "ffmpeg -v error -f lavfi -i color=c=teal:s=160x90:d=0.4:r=5 -c:v libvpx -b:v 20k -f webm -"
    return subprocess.run(command.split(), capture_output=True, check=True).stdout


if __name__ == "__main__":
    for wanted in sys.argv[1:] or NOTEBOOKS:
        record(wanted)

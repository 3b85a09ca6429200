"""Times papermill on notebooks of trivial cells, each in a kernel of its own, as papermill does it."""

import json
import statistics
import tempfile
import time
from pathlib import Path

import nbformat
import papermill

RUNS = 10
CELLS = 100


def seconds(cells, folder):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x = 1") for _ in range(cells)])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    source = folder / f"{cells}.ipynb"
    nbformat.write(notebook, source)
    took = []
    for _ in range(RUNS):
        begin = time.monotonic()
        papermill.execute_notebook(str(source), str(folder / "out.ipynb"), progress_bar=False)
        took.append(time.monotonic() - begin)
    return statistics.median(took)


with tempfile.TemporaryDirectory() as name:
    one, many = seconds(1, Path(name)), seconds(CELLS, Path(name))
print(json.dumps({"notebookSeconds": round(one, 3), "cellMillis": round((many - one) / (CELLS - 1) * 1000, 3)}, indent=2))

#!/usr/bin/env bash
# Measures papermill. See README.md.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$(mkdir -p "${1:-/tmp/peer-papermill}" && cd "${1:-/tmp/peer-papermill}" && pwd)
if [ ! -x "$folder/venv/bin/papermill" ]; then
  python3 -m venv "$folder/venv"
  "$folder/venv/bin/pip" install -q "papermill==${PAPERMILL_VERSION:-2.7.0}" ipykernel
  "$folder/venv/bin/python" -m ipykernel install --sys-prefix --name python3 > /dev/null
fi
PATH="$folder/venv/bin:$PATH" exec python "$here/papermill_bench.py"

#!/usr/bin/env bash
# Measures Apache Airflow with LocalExecutor on PostgreSQL. See README.md.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$(mkdir -p "${1:-/tmp/peer-airflow}" && cd "${1:-/tmp/peer-airflow}" && pwd)
version=${AIRFLOW_VERSION:-3.3.2}
cd / # PostgreSQL's account need not see where this was called

initdb=$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -1 || true)
[ -n "$initdb" ] || { echo "PostgreSQL's server programs are needed: apt-get install postgresql" >&2; exit 1; }
postgres_bin=$(dirname "$initdb")
as_postgres=()
if [ "$(id -u)" = 0 ]; then as_postgres=(runuser -u postgres --); fi

if [ ! -x "$folder/venv/bin/airflow" ]; then
  python3 -m venv "$folder/venv"
  "$folder/venv/bin/pip" install -q "apache-airflow==$version" apache-airflow-providers-standard psycopg2-binary asyncpg \
    apache-airflow-providers-postgres requests psutil
fi

data=$(mktemp -d)
chmod 0755 "$data"
if [ "$(id -u)" = 0 ]; then chown postgres "$data"; fi
"${as_postgres[@]}" "$postgres_bin/initdb" -D "$data/db" -U airflow -A trust > /dev/null
"${as_postgres[@]}" "$postgres_bin/pg_ctl" -D "$data/db" -w -l "$data/log" \
  -o "-p 5499 -c listen_addresses=127.0.0.1 -c unix_socket_directories=$data" start > /dev/null
stop() {
  "${as_postgres[@]}" "$postgres_bin/pg_ctl" -D "$data/db" -m fast stop > /dev/null
  rm -rf "$data"
}
trap stop EXIT
"${as_postgres[@]}" "$postgres_bin/createdb" -h 127.0.0.1 -p 5499 -U airflow airflow

export AIRFLOW_HOME="$folder/home"
rm -rf "$AIRFLOW_HOME" && mkdir -p "$AIRFLOW_HOME/dags"
cp "$here/airflow_dags.py" "$AIRFLOW_HOME/dags/"
export AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=postgresql+psycopg2://airflow@127.0.0.1:5499/airflow
export AIRFLOW__CORE__EXECUTOR=LocalExecutor AIRFLOW__CORE__LOAD_EXAMPLES=False AIRFLOW__CORE__DAGS_FOLDER="$AIRFLOW_HOME/dags"
export AIRFLOW__API__HOST=127.0.0.1 AIRFLOW__API__PORT=8799 AIRFLOW__CORE__EXECUTION_API_SERVER_URL=http://127.0.0.1:8799/execution/
export PATH="$folder/venv/bin:$PATH"
airflow db migrate > "$folder/migrate.log" 2>&1
python "$here/airflow_bench.py" "$data/db/postmaster.pid" "$folder/airflow.log"

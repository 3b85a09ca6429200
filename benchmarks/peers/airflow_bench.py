"""Starts Airflow, runs the two Dags, and prints the figures; airflow.sh sets the stage."""

import json
import os
import signal
import subprocess
import sys
import time

import psutil
import requests
from sqlalchemy import create_engine, text

POSTMASTER, LOG = sys.argv[1:3]
HEALTH = "http://127.0.0.1:8799/api/v2/monitor/health"
LIMIT = 600
engine = create_engine(os.environ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"])


def until(what, condition):
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.2)
    raise SystemExit(f"{what}: not within {LIMIT} s; see {LOG}")


def healthy():
    try:
        parts = requests.get(HEALTH, timeout=5).json()
    except (requests.RequestException, ValueError):
        return False
    return all((parts.get(p) or {}).get("status") == "healthy" for p in ("metadatabase", "scheduler", "dag_processor"))


def rows(sql, **values):
    with engine.connect() as connection:
        return connection.execute(text(sql), values).all()


def run(dag):
    until(f"{dag} is known", lambda: rows("SELECT 1 FROM dag WHERE dag_id = :dag", dag=dag))
    run_id = f"bench-{dag}"
    for command in (["unpause", "-y", dag], ["trigger", "--run-id", run_id, dag]):
        subprocess.run(["airflow", "dags", *command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    state = until(
        f"{dag} ends",
        lambda: rows("SELECT state FROM dag_run WHERE run_id = :id AND state IN ('success', 'failed')", id=run_id),
    )[0][0]
    if state != "success":
        raise SystemExit(f"{dag} ended as {state}; see {LOG}")
    return rows(
        "SELECT start_date, end_date FROM task_instance WHERE run_id = :id ORDER BY start_date", id=run_id
    )


def megabytes():
    def tree(pid):
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]

    postmaster = int(open(POSTMASTER).readline())
    total = 0
    for process in tree(server.pid) + tree(postmaster):
        try:
            total += process.memory_full_info().pss
        except psutil.NoSuchProcess:
            pass
    return total / 1e6


begin = time.monotonic()
with open(LOG, "w") as log:
    server = subprocess.Popen(["airflow", "standalone"], stdout=log, stderr=log, start_new_session=True)
try:
    until("Airflow is healthy", healthy)
    figures = {"healthySeconds": time.monotonic() - begin}
    time.sleep(10)  # what a start leaves behind settles
    figures["residentMegabytes"] = megabytes()
    chain = run("chain")
    gaps = sorted((after[0] - before[1]).total_seconds() for before, after in zip(chain, chain[1:]))
    figures["chainSecondsPerStep"] = (chain[-1][1] - chain[0][0]).total_seconds() / len(chain)
    figures["hopP50Seconds"] = gaps[len(gaps) // 2]
    fan = run("fan")
    figures["fanOutStepsPerSecond"] = len(fan) / (max(r[1] for r in fan) - min(r[0] for r in fan)).total_seconds()
    print(json.dumps({name: round(value, 3) for name, value in figures.items()}, indent=2))
finally:
    os.killpg(server.pid, signal.SIGTERM)
    try:
        server.wait(30)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)

"""The Dags that are measured: a chain and a fan-out of steps that do nothing."""

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

CHAIN = 20
FAN = 200

with DAG("chain", schedule=None, catchup=False):
    steps = [BashOperator(task_id=f"s{i}", bash_command="true") for i in range(CHAIN)]
    for before, after in zip(steps, steps[1:]):
        before >> after

with DAG("fan", schedule=None, catchup=False, max_active_tasks=64):
    for i in range(FAN):
        BashOperator(task_id=f"s{i}", bash_command="true")

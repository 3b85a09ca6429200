"""Writes the report that people read: python -m recommender.report --top 5 --rmse 0.8"""

import argparse
import json
from pathlib import Path


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--top", type=int, required=True)
    arguments.add_argument("--rmse", type=float, required=True)
    chosen = arguments.parse_args()

    recommendations = json.loads(Path("report/recommendations.json").read_text())
    lines = ["# Films for tonight", "", f"Error of the model on unseen ratings: {chosen.rmse:.3f} stars", ""]
    for viewer in recommendations:
        lines.append(f"## Viewer {viewer['viewer']}")
        lines += [f"{place}. {film['title']} ({film['stars']:.1f})"
                  for place, film in enumerate(viewer["films"][: chosen.top], start=1)]
        lines.append("")
    report = "\n".join(lines)
    Path("report/report.md").write_text(report)
    print(report)


if __name__ == "__main__":
    main()

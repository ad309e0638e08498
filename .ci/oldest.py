"""Print the oldest dependencies that the project allows, as requirements for pip."""

import sys
import tomllib
from pathlib import Path

PROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))["project"]
for each in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["hypothesis"]):
    sys.stdout.write(each.replace(">=", "==", 1) + "\n")

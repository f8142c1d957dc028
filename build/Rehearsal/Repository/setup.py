"""Write the wheel of vLLM: BASE-WHEELS FOLDER. Its version comes from the tag, its pins from the base wheels."""

import glob
import os
import re
import subprocess
import sys

sys.path.insert(0, "tools")
import stand_in_wheel


def version():
    """As setuptools_scm has it: the tag's at the tag, one that leads to the next release everywhere else."""
    described = subprocess.check_output(
        ["git", "describe", "--tags", "--long", "--dirty", "--match", "v*"], text=True
    ).strip()
    tag, distance, commit, dirty = re.fullmatch(r"v(.+)-(\d+)-(g[0-9a-f]+)(-dirty)?", described).groups()
    if distance == "0" and not dirty:
        return tag + "+rocm710"
    release = tag.split(".")
    release[-1] = str(int(release[-1]) + 1)
    return "%s.dev%s+%s.rocm710" % (".".join(release), distance, commit)


def pins(folder):
    for wheel in sorted(glob.glob(os.path.join(folder, "*.whl"))):
        name, pinned = os.path.basename(wheel).split("-")[:2]
        yield "%s==%s" % (name, pinned)


def requirements():
    with open("requirements/rocm.txt") as lines:
        return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


stand_in_wheel.write(
    "vllm", version(), sys.argv[2], [*pins(sys.argv[1]), *requirements()], imports=["torch", "transformers"]
)

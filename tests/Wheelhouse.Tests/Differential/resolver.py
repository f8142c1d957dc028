"""Lets the pip of this Python resolve sets of made-up wheels: one JSON object a line in, one a line out."""

import contextlib
import json
import os
import sys
import tempfile
import urllib.parse
import urllib.request
import zipfile

for variable in [name for name in os.environ if name.startswith("PIP_")]:
    del os.environ[variable]

try:
    import pip
    from pip._internal.cli.main import main
except ImportError:
    pip = None


def write(folder, wheel):
    stem = wheel["name"] + "-" + wheel["version"]
    requires = "".join("Requires-Dist: %s\n" % text for text in wheel["requires"])
    extras = "".join("Provides-Extra: %s\n" % text for text in wheel["extras"])
    metadata = "Metadata-Version: 2.1\nName: %s\nVersion: %s\n" % (wheel["name"], wheel["version"])
    with zipfile.ZipFile(os.path.join(folder, stem + "-py3-none-any.whl"), "w") as archive:
        archive.writestr(stem + ".dist-info/METADATA", metadata + extras + requires)
        archive.writestr(stem + ".dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(stem + ".dist-info/RECORD", "")


def resolve(question):
    with tempfile.TemporaryDirectory() as folder:
        for wheel in question["wheels"]:
            write(folder, wheel)
        links = os.path.join(folder, "links.html")
        with open(links, "w", encoding="utf-8") as page:
            for wheel in question["wheels"]:
                name = "%s-%s-py3-none-any.whl" % (wheel["name"], wheel["version"])
                yanked = ' data-yanked=""' if wheel["yanked"] else ""
                page.write('<a href="%s"%s>%s</a>\n' % (urllib.parse.quote(name), yanked, name))
        report = os.path.join(folder, "report.json")
        options = ["--isolated", "--disable-pip-version-check", "install", "-qq", "--no-index", "--no-cache-dir"]
        options += ["--dry-run", "--ignore-installed", "--target", os.path.join(folder, "target")]
        options += ["--find-links", "file://" + urllib.request.pathname2url(links), "--report", report]
        with contextlib.redirect_stdout(sys.stderr):
            code = main(options + question["roots"])
        if code != 0:
            return {"installed": None}
        with open(report, encoding="utf-8") as file:
            installed = [item["metadata"] for item in json.load(file)["install"]]
        return {"installed": {item["name"]: item["version"] for item in sorted(installed, key=lambda item: item["name"])}}


print(json.dumps({"library": "pip" if pip else None, "version": pip.__version__ if pip else None, "python": sys.version.split()[0]}))
sys.stdout.flush()
if pip:
    for line in sys.stdin:
        print(json.dumps(resolve(json.loads(line))))
        sys.stdout.flush()

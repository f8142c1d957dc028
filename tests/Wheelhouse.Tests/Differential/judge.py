"""Answers questions by the packaging library of this Python: one JSON object a line in, one a line out."""

import importlib
import json
import sys


def find():
    for prefix in ("packaging", "pip._vendor.packaging"):
        try:
            return prefix, importlib.import_module(prefix)
        except ImportError:
            pass
    return None, None


PREFIX, PACKAGING = find()


def module(name):
    return importlib.import_module(PREFIX + "." + name)


def about():
    if PACKAGING is None:
        return {"library": None, "version": None}
    version = getattr(PACKAGING, "__version__", None) or module("__about__").__version__
    return {"library": PREFIX, "version": version, "python": sys.version.split()[0]}


def version(question):
    parsed = module("version").Version(question["text"])
    return {
        "text": str(parsed),
        "public": parsed.public,
        "base": parsed.base_version,
        "local": parsed.local,
        "isPrerelease": parsed.is_prerelease,
        "isPostrelease": parsed.is_postrelease,
        "isDevrelease": parsed.is_devrelease,
    }


def order(question):
    left, right = (module("version").Version(question[side]) for side in ("left", "right"))
    return {"order": (left > right) - (left < right)}


def name(question):
    return {"text": module("utils").canonicalize_name(question["text"])}


def specifiers(question):
    parsed = module("specifiers").SpecifierSet(question["text"])
    return {
        "text": str(parsed),
        "contains": [
            [parsed.contains(text, prereleases=allow) for allow in (None, True, False)]
            for text in question["versions"]
        ],
    }


def containment(question):
    parsed = module("specifiers").SpecifierSet(question["text"])
    return {
        "contains": [
            [parsed.contains(text, prereleases=allow) for allow in (True, False)]
            for text in question["versions"]
        ]
    }


def marker(question):
    parsed = module("markers").Marker(question["text"])
    values = []
    for environment in question["environments"]:
        for extra in question["extras"]:
            try:
                values.append(parsed.evaluate({**environment, "extra": extra}))
            except Exception as error:
                values.append(type(error).__name__)
    return {"text": str(parsed), "values": values}


def requirement(question):
    canonical = module("utils").canonicalize_name
    parsed = module("requirements").Requirement(question["text"])
    return {
        "name": parsed.name,
        "extras": sorted({canonical(extra) for extra in parsed.extras}),
        "specifiers": sorted(str(specifier) for specifier in parsed.specifier),
        "url": parsed.url,
        "marker": str(parsed.marker) if parsed.marker else None,
    }


def wheel(question):
    project, parsed, build, tags = module("utils").parse_wheel_filename(question["text"])
    return {
        "name": project,
        "version": str(parsed),
        "build": [str(part) for part in build],
        "tags": sorted(str(tag) for tag in tags),
    }


def tags(question):
    manylinux = module("_manylinux")
    manylinux._have_compatible_abi = lambda *arguments: True
    manylinux._get_glibc_version = lambda: tuple(question["glibc"])
    manylinux._get_manylinux_module = lambda: None
    python = tuple(question["python"])
    interpreter = "cp%d%d" % python
    platforms = question["platforms"]
    listed = list(module("tags").cpython_tags(python, [question["abi"]], platforms))
    listed += module("tags").compatible_tags(python, interpreter, platforms)
    return {
        "manylinux": list(manylinux.platform_tags([question["machine"]])),
        "tags": [str(tag) for tag in listed],
    }


KINDS = {f.__name__: f for f in (version, order, name, specifiers, containment, marker, requirement, wheel, tags)}


def answer(question):
    try:
        return KINDS[question["kind"]](question)
    except ValueError as error:
        return {"invalid": type(error).__name__}


print(json.dumps(about()))
if PACKAGING is not None:
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))))

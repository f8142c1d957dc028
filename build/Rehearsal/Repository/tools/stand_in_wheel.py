"""Write a small wheel: [--pure] NAME VERSION FOLDER [REQUIREMENT...]. The build backend of a source distribution calls it too."""

import base64
import hashlib
import os
import sys
import sysconfig
import zipfile


def write(name, version, folder, requirements, pure=False, imports=()):
    python = "cp%d%d" % sys.version_info[:2]
    platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    tag = "py3-none-any" if pure else "%s-%s-%s" % (python, python, platform)
    information = "%s-%s.dist-info" % (name, version)
    metadata = ["Metadata-Version: 2.1", "Name: " + name, "Version: " + version, "Requires-Python: >=3.9"]
    metadata += ["Requires-Dist: " + requirement for requirement in requirements]
    code = ["import " + module for module in imports] + ["__version__ = %r" % version]
    files = {
        name + "/__init__.py": code,
        information + "/METADATA": metadata,
        information + "/WHEEL": [
            "Wheel-Version: 1.0",
            "Generator: stand-in",
            "Root-Is-Purelib: " + str(pure).lower(),
            "Tag: " + tag,
        ],
    }
    record = []
    os.makedirs(folder, exist_ok=True)
    file_name = "%s-%s-%s.whl" % (name, version, tag)
    with zipfile.ZipFile(os.path.join(folder, file_name), "w") as wheel:
        for path, lines in files.items():
            data = ("\n".join(lines) + "\n").encode()
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            record.append("%s,sha256=%s,%d" % (path, digest, len(data)))
            wheel.writestr(zipfile.ZipInfo(path, (2025, 10, 15, 0, 0, 0)), data)
        record.append(information + "/RECORD,,")
        entry = zipfile.ZipInfo(information + "/RECORD", (2025, 10, 15, 0, 0, 0))
        wheel.writestr(entry, "\n".join(record) + "\n")
    return file_name


if __name__ == "__main__":
    words = [word for word in sys.argv[1:] if word != "--pure"]
    write(words[0], words[1], words[2], words[3:], pure="--pure" in sys.argv)

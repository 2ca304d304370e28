"""What the program is made of, for those who must check it: hashes of every package, and a bill of materials.

    for each platform: pip install --dry-run --ignore-installed --no-deps --only-binary=:all: --platform ... \\
        --python-version ... --target none --report REPORT.json -r requirements.lock
    python -m bench.supply hashes REPORT.json...     # requirements-hashed.lock
    python -m bench.supply sbom                      # sbom.cdx.json
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from iku.schemas.version import VERSION

ROOT = Path(__file__).resolve().parent.parent
LOCK, HASHED, BILL, LICENCES = "requirements.lock", "requirements-hashed.lock", "sbom.cdx.json", "docs/licences.md"
HEAD = """\
# requirements.lock with the sha256 of every wheel: Linux (x86-64, ARM), Windows and macOS; made by bench/supply.py.
#   pip install --no-deps --require-hashes -r requirements-hashed.lock && pip install --no-deps -e .
"""


def locked(root: Path = ROOT, lock: str = LOCK) -> dict[str, str]:
    """Name and version of every package of the lock."""
    return {name: version for name, version, _ in _lines(root / lock)}


def _lines(path: Path) -> list[tuple[str, str, str]]:
    """Name, version and marker (where it is needed only) of every package of a lock."""
    return re.findall(r"^([\w.-]+)==([^\s;]+) *((?:; *[^\\\n]+?)?) *\\?$", path.read_text("utf-8"), re.MULTILINE)


def licences(root: Path = ROOT) -> dict[str, str]:
    """Licence of every package, by its name in lower case, as docs/licences.md tells it."""
    rows = re.findall(r"^\| ([\w.-]+) \| ([^|]+) \|", (root / LICENCES).read_text("utf-8"), re.MULTILINE)
    return {name.lower(): licence.strip() for name, licence in rows}


def hashed_lock(packages: Iterable[tuple[str, str, str]], reports: Iterable[Mapping[str, Any]]) -> str:
    """The lock with hashes, from pip's installation reports of several platforms. Raises ``ValueError`` for a package
    of another version, or without a hash."""
    packages = list(packages)
    found: dict[str, set[str]] = {_plain(name): set() for name, _, _ in packages}
    versions = {_plain(name): version for name, version, _ in packages}
    for report in reports:
        for item in report["install"]:
            name, version = _plain(item["metadata"]["name"]), item["metadata"]["version"]
            if versions.get(name) != version:
                raise ValueError(f"{name} {version}: the lock has {versions.get(name)}")
            found[name].add(item["download_info"]["archive_info"]["hashes"]["sha256"])
    missing = [name for name, hashes in found.items() if not hashes]
    if missing:
        raise ValueError(f"no hash for {', '.join(missing)}")
    lines = [HEAD]
    for name, version, marker in packages:
        hashes = " \\\n".join(f"    --hash=sha256:{h}" for h in sorted(found[_plain(name)]))
        lines.append(f"{name}=={version}{' ' + marker if marker else ''} \\\n{hashes}\n")
    return "".join(lines)


def bill(packages: Mapping[str, str], known: Mapping[str, str]) -> dict[str, Any]:
    """The bill of materials in CycloneDX 1.5."""
    components = [
        {
            "type": "library", "bom-ref": f"pkg:pypi/{_plain(name)}@{version}", "name": name, "version": version,
            "purl": f"pkg:pypi/{_plain(name)}@{version}", "licenses": [{"license": {"name": known[name.lower()]}}],
        }
        for name, version in packages.items()
    ]  # fmt: skip
    own = {"type": "application", "bom-ref": "iku", "name": "iku", "version": VERSION}
    return {
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "metadata": {"component": own},
        "components": components, "dependencies": [{"ref": "iku", "dependsOn": [c["bom-ref"] for c in components]}],
    }  # fmt: skip


def bill_text() -> str:
    """The bill of materials as its file holds it."""
    return json.dumps(bill(locked(), licences()), ensure_ascii=False, indent=1) + "\n"


def _plain(name: str) -> str:
    """A package's name as indexes spell it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def main(arguments: list[str]) -> int:
    """Write what the first argument names; returns the exit code."""
    if arguments[:1] == ["sbom"]:
        (ROOT / BILL).write_text(bill_text(), "utf-8")
    elif arguments[:1] == ["hashes"] and len(arguments) > 1:
        reports = [json.loads(Path(a).read_text("utf-8")) for a in arguments[1:]]
        (ROOT / HASHED).write_text(hashed_lock(_lines(ROOT / LOCK), reports), "utf-8")
    else:
        sys.stderr.write((__doc__ or "").strip() + "\n")
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

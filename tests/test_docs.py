"""What the documents promise exists: commands, codes, licences, the test command that the machine runs too."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

import pytest

from bench.supply import bill_text, locked
from iku.corpus import errors as corpus_errors
from iku.extract import errors
from iku.schemas.version import VERSION

DOCUMENTS = [
    "README.md",
    "samples/README.md",
    "bench/README.md",
    "docs/panduan.id.md",
    "docs/architecture.md",
    "docs/errors.md",
    "docs/review.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
]
IMPORT = re.compile(
    r"^\s*(?:import (?P<plain>iku[\w.]*)|from (?P<module>iku[\w.]*) import (?P<names>\([^)]*\)|[^\n#]*))", re.MULTILINE
)
COMMAND = re.compile(r"(?:^|[\s`/])(?<!from )iku ((?:[a-z][a-z-]*))(?= |`|$)", re.MULTILINE)


def all_kinds() -> list[type[errors.IkuError]]:
    found = [*vars(errors).values(), *vars(corpus_errors).values()]
    return list(dict.fromkeys(k for k in found if isinstance(k, type) and issubclass(k, errors.IkuError)))


def codes() -> set[str]:
    kinds = all_kinds()
    assert len({k.code for k in kinds}) == len(kinds)
    return {k.code for k in kinds}


@pytest.mark.parametrize("document", ["docs/errors.md", "docs/panduan.id.md"])
def test_every_error_code_is_explained(root: Path, document: str) -> None:
    text = (root / document).read_text("utf-8")
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE)) == codes()


def test_advice_of_the_document_is_the_advice_of_the_program(root: Path) -> None:
    text = (root / "docs/errors.md").read_text("utf-8")
    for kind in all_kinds():
        assert kind.advice in text, kind.code


def test_every_locked_package_has_its_licence_in_the_document(root: Path) -> None:
    locked = re.findall(r"^([\w.-]+)==", (root / "requirements.lock").read_text(), re.MULTILINE)
    rows = re.findall(r"^\| ([\w.-]+) \| ([^|]+) \|", (root / "docs/licences.md").read_text("utf-8"), re.MULTILINE)
    licences = {name.lower(): licence for name, licence in rows}
    assert len(locked) > 50
    assert [name for name in locked if name.lower() not in licences] == []
    assert [n for n, licence in licences.items() if re.search(r"\b(AGPL|GPL|OpenRAIL)", licence)] == []


def test_every_dependency_of_the_project_is_locked(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    locked = {n.lower() for n in re.findall(r"^([\w.-]+)==", (root / "requirements.lock").read_text(), re.MULTILINE)}
    wanted = {re.match(r"[\w.-]+", line)[0].lower() for line in project["dependencies"]}  # type: ignore[index]
    assert wanted <= locked


def test_hashes_and_bill_of_materials_are_those_of_the_lock(root: Path) -> None:
    text = (root / "requirements-hashed.lock").read_text("utf-8")
    assert locked(root, "requirements-hashed.lock") == locked(root) and len(locked(root)) > 50
    assert re.search(r"==\S+ *\n[^ ]", text) is None and len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", text)) > 90
    assert (root / "sbom.cdx.json").read_text("utf-8") == bill_text()


def test_readme_test_command_is_what_the_machine_runs(root: Path) -> None:
    readme = (root / "README.md").read_text("utf-8")
    (command,) = [line.strip() for line in readme.splitlines() if line.startswith("    ") and "pytest" in line]
    assert command in (root / ".ci/run").read_text("utf-8").splitlines()


def test_committed_files_name_no_index_of_packages(root: Path) -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-hashed.lock", "pyproject.toml", ".ci/run"):
        assert not re.search(r"https?://|--(extra-)?index-url|--find-links", (root / name).read_text("utf-8")), name


def documented_commands(root: Path) -> set[str]:
    return {c for d in DOCUMENTS for c in COMMAND.findall((root / d).read_text("utf-8"))}


def test_documents_name_commands(root: Path) -> None:
    assert "convert" in documented_commands(root)


def test_every_documented_command_explains_itself(root: Path) -> None:
    for command in sorted(documented_commands(root)):
        run = [sys.executable, "-c", "from iku.cli.main import main; main()", command, "--help"]
        done = subprocess.run(run, cwd=root, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, (command, done.stderr)


def test_readme_example_in_python_runs(root: Path, tmp_path: Path) -> None:
    readme = (root / "README.md").read_text("utf-8")
    (block,) = [b for b in re.findall(r"(?:^    .*\n)+", readme, re.MULTILINE) if "from iku import" in b]
    code = textwrap.dedent(block).replace('"samples', f'"{root}/samples').replace('"hasil"', f'"{tmp_path}"')
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert [p.name for p in tmp_path.glob("*.json")]


def test_links_between_documents_lead_somewhere(root: Path) -> None:
    for document in [*DOCUMENTS, "docs/licences.md"]:
        for target in re.findall(r"\]\((?!http)([^)#]+)\)", (root / document).read_text("utf-8")):
            assert ((root / document).parent / target).exists(), (document, target)


def test_every_room_with_code_is_installed(root: Path) -> None:
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    folders = {p.parent.relative_to(root) for p in root.rglob("[!.]*.py") if "/." not in p.as_posix()}
    rooms = {f for f in folders if f.parts and f.parts[0] not in {"bench", "build", "samples", "tests"}}
    assert set(settings["packages"]) == {"iku", *(f"iku.{'.'.join(r.parts)}" for r in rooms)}
    assert all((root / room / "__init__.py").exists() for room in rooms)


def test_no_file_imports_a_room_by_its_bare_name(root: Path) -> None:
    """A folder named schemas or web beside the user's script must not stand in for ours."""
    rooms = "|".join(sorted({p.parent.name for p in root.glob("*/__init__.py")} - {"bench", "samples"} | {"pipeline"}))
    bare = re.compile(rf"^\s*(?:from|import) (?:{rooms})\b", re.MULTILINE)
    files = [p for p in root.rglob("[!.]*.py") if "/." not in p.as_posix()]
    assert len(files) > 300
    assert [str(p.relative_to(root)) for p in files if bare.search(p.read_text("utf-8"))] == []


def test_import_of_the_package_loads_nothing_heavy() -> None:
    code = "import sys, iku; print(iku.__version__, [m for m in ('numpy', 'pdfplumber', 'typer') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == f"{VERSION} []", done.stderr


def test_no_two_files_import_each_other(root: Path) -> None:
    """Neither directly nor round several corners, not even inside a function."""
    files = {p.relative_to(root).with_suffix(""): p for p in root.rglob("[!.]*.py") if "/." not in p.as_posix()}
    names = {".".join(("iku", *path.parts)).removesuffix(".__init__"): file for path, file in files.items()}
    del names["iku"]  # whose public names load when they are asked for
    wanted = {
        name: {n for m in IMPORT.finditer(file.read_text("utf-8")) for n in _named(m) if n in names and n != name}
        for name, file in names.items()
        if not name.startswith(("iku.bench", "iku.samples", "iku.tests"))
    }
    while leaves := [name for name, others in wanted.items() if not others & wanted.keys()]:
        for name in leaves:
            del wanted[name]
    assert sorted(wanted) == []


def _named(found: re.Match[str]) -> set[str]:
    """``from iku.a import b, c``: ``iku.a``, ``iku.a.b`` and ``iku.a.c``."""
    if found["plain"]:
        return {found["plain"]}
    inside = re.findall(r"\w+(?: as \w+)?", found["names"])
    return {found["module"], *(f"{found['module']}.{n.split(' as ')[0]}" for n in inside)}

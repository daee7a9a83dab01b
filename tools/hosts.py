"""Nothing of one machine in the project: no package registry, no path of a checkout, no secret.

Looks through every file that is or would be committed and prints each line that should not be there.
"""

import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LARGEST = 4_000_000
"""Bytes; a larger file is no text of ours."""

REGISTRIES = (
    r"pypi\.org", r"pythonhosted\.org", r"npmjs\.(?:org|com)/", r"yarnpkg\.com", r"jsdelivr\.net", r"unpkg\.com",
    r"cdnjs\.cloudflare\.com", r"rubygems\.org", r"proxy\.golang\.org", r"(?:static|index)\.crates\.io",
    r"deb\.debian\.org", r"artifactory\.", r"nexus\.",
)
FORBIDDEN = {
    "package registry": "|".join(REGISTRIES),
    "resolved address": r"^\s*[\"']?resolved[\"']?\s*[:=]?\s*[\"']?https?:",
    "index of packages": r"--(?:extra-)?index-url|^\s*(?:extra-)?index-url\s*=",
    "home folder": r"(?<![\w.%/-])(?:/home/[\w.-]+/|/Users/[\w.-]+/|/(?:root)/|[A-Z]:\\\\?Users\\)",
    "private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "access key": r"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_\w{36,}|github_pat_\w{22,}|glpat-[\w-]{20,}|xox[abprs]-[\w-]{10,})",
    "password in an address": r"[a-z]://[\w.-]+:[^\s@/{$<*:\"']{3,}@[\w.-]",
    "secret": r"(?i)\b(?:secret_key|api_key|auth_token|access_token)\s*[:=]\s*[\"'][\w+/=-]{24,}[\"']",
}


def files() -> list[Path]:
    """Every file that is committed or would be; without git, every file that is not ignored."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return walked()
    return [ROOT / name for name in listed.split("\0") if name]


def walked() -> list[Path]:
    """The files of the folder, without what ``.gitignore`` names."""
    ignored = [line.strip("/ ") for line in (ROOT / ".gitignore").read_text().splitlines() if line.strip()]
    ignored.append(".git")
    found = []
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        if path.is_file() and not any(fnmatch(part, pattern) for part in parts for pattern in ignored):
            found.append(path)
    return found


def patterns() -> dict[str, re.Pattern[str]]:
    """What must not occur, by what it is."""
    found = {what: re.compile(pattern, re.MULTILINE) for what, pattern in FORBIDDEN.items()}
    if len(ROOT.parts) > 2:
        found["path of this checkout"] = re.compile(rf"(?<![\w.-]){re.escape(str(ROOT))}(?![\w-])")
    return found


def faults(path: Path, forbidden: dict[str, re.Pattern[str]]) -> list[str]:
    """Each forbidden thing in a file, with its line; none for a file that is no text."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
        return []
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return []
    found = []
    for what, pattern in forbidden.items():
        for match in pattern.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            found.append(f"{path.relative_to(ROOT)}:{line}: {what}: {match[0].strip()[:60]}")
    return found


def main() -> int:
    """Prints every fault; gives 1 when there is one."""
    forbidden, known = patterns(), files()
    found = [fault for path in known for fault in faults(path, forbidden)]
    for fault in found:
        print(fault)
    print(f"hosts, paths, secrets: {len(known)} files, {len(found)} faults")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())

"""What Kanyin needs of the operating system: libraries, fonts and tools, probed and named by package.

In: the running system (or, in tests, a made-up one). Out: which needs are not met, and the command that meets them
here. `kanyin doctor` asks by import. `script/setup` runs this file before there is a `.venv`, so it uses the standard
library only: `missing` prints the names of what is missing, `packages` the Debian packages that bring it, `report` says
on stderr what to install here and exits 1 when a build could not work without it. Nothing is installed from here.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Need:
    """One thing needed of the system.

    `names` are the file names to load (library), family names (font), a program (tool), or
    patterns of files (profile): any one will do.
    `packages` gives the package for each system; a system not in it has none, and the need is met by hand.
    `why_wanted` is empty for what a build cannot do without, else says what is lost.
    """

    name: str
    kind: str
    names: tuple[str, ...]
    packages: Mapping[str, str]
    why_wanted: str = ""


@dataclass(frozen=True)
class System:
    """A system we know packages for: its command, and the names of its os-release `ID` or `ID_LIKE`."""

    name: str
    title: str
    install: str
    ids: tuple[str, ...] = ()
    note: str = ""


SYSTEMS = (
    System("debian", "Debian/Ubuntu", "sudo apt-get install --no-install-recommends", ("debian", "ubuntu")),
    System("fedora", "Fedora", "sudo dnf install", ("fedora", "rhel", "centos")),
    System("arch", "Arch Linux", "sudo pacman -S --needed", ("arch",)),
    System("alpine", "Alpine Linux", "doas apk add", ("alpine",)),
    System(
        "macos",
        "macOS with Homebrew",
        "brew install",
        note='then, if they are not found: export DYLD_FALLBACK_LIBRARY_PATH="$(brew --prefix)/lib"',
    ),
    System(
        "windows",
        "Windows with MSYS2 (its UCRT64 shell)",
        "pacman -S --needed",
        note="or use WSL, where the commands for Debian/Ubuntu hold",
    ),
)

_UCRT = "mingw-w64-ucrt-x86_64-"


def _library(stem: str, number: str) -> tuple[str, ...]:
    """The file names WeasyPrint tries for a library: Linux, macOS, Windows."""
    return (f"lib{stem}.so.{number}", f"lib{stem}.{number}.dylib", f"lib{stem}.dylib", f"lib{stem}-{number}.dll")


def _everywhere(package: str, **others: str) -> dict[str, str]:
    """The same package name on every system but the `others`; Windows with MSYS2's prefix.

    Debian's libpango-1.0-0 and libpangoft2-1.0-0 bring the libraries they are linked with.
    """
    return {system.name: package for system in SYSTEMS} | {"windows": _UCRT + package} | others


_NOTO_SERIF = {
    "debian": "fonts-noto-cjk",
    "fedora": "google-noto-serif-cjk-fonts",
    "arch": "noto-fonts-cjk",
    "alpine": "font-noto-cjk",
    "macos": "font-noto-serif-cjk",
}
_NOTO_SANS = _NOTO_SERIF | {"fedora": "google-noto-sans-cjk-fonts", "macos": "font-noto-sans-cjk"}

PROFILE = "default_cmyk.icc"
# Where Ghostscript, or what a system took out of it, keeps the profile.
PROFILES = (
    f"/usr/share/color/icc/ghostscript/{PROFILE}",
    f"/usr/share/ghostscript/iccprofiles/{PROFILE}",
    f"/usr/share/ghostscript/*/iccprofiles/{PROFILE}",
    f"/opt/homebrew/share/ghostscript/**/{PROFILE}",
    f"/usr/local/share/ghostscript/**/{PROFILE}",
    f"C:/Program Files/gs/*/iccprofiles/{PROFILE}",
    f"C:/msys64/ucrt64/share/ghostscript/**/{PROFILE}",
)

_PYTHON = {"debian": "python3-venv", "fedora": "python3", "arch": "python", "alpine": "python3", "macos": "python"}

NEEDS = (
    Need("venv", "module", ("ensurepip", "venv"), _PYTHON),
    Need(
        "glib",
        "library",
        _library("gobject-2.0", "0"),
        _everywhere("glib2", debian="libpango-1.0-0", alpine="glib", macos="glib"),
    ),
    Need("pango", "library", _library("pango-1.0", "0"), _everywhere("pango", debian="libpango-1.0-0")),
    Need("pangoft2", "library", _library("pangoft2-1.0", "0"), _everywhere("pango", debian="libpangoft2-1.0-0")),
    Need("harfbuzz", "library", _library("harfbuzz", "0"), _everywhere("harfbuzz", debian="libpango-1.0-0")),
    Need("fontconfig", "library", _library("fontconfig", "1"), _everywhere("fontconfig", debian="libpangoft2-1.0-0")),
    Need(
        "harfbuzz-subset",
        "library",
        _library("harfbuzz-subset", "0"),
        _everywhere("harfbuzz", debian="libharfbuzz-subset0", alpine="harfbuzz-subset"),
        "without it fonts are subset slowly, with a warning that fails the tests",
    ),
    Need("fc-list", "tool", ("fc-list",), _everywhere("fontconfig"), "it tells which fonts there are"),
    Need("Noto Serif CJK SC", "font", ("Noto Serif CJK SC",), _NOTO_SERIF, "the text face 宋"),
    Need("Noto Sans CJK SC", "font", ("Noto Sans CJK SC",), _NOTO_SANS, "the heading face 黑"),
    Need("Noto Sans Mono CJK SC", "font", ("Noto Sans Mono CJK SC",), _NOTO_SANS, "the face for code"),
    Need(
        "LXGW WenKai",
        "font",
        ("LXGW WenKai",),
        {"debian": "fonts-lxgw-wenkai", "macos": "font-lxgw-wenkai"},
        "the emphasis face 楷",
    ),
    Need("EB Garamond 12", "font", ("EB Garamond 12",), {"debian": "fonts-ebgaramond"}, "the Latin italic"),
    Need(
        PROFILE,
        "profile",
        PROFILES,
        _everywhere("ghostscript", debian="libgs-common", fedora="libgs"),
        "the print edition's inks where a book brings no ICC profile",
    ),
    Need(
        "pdftotext",
        "tool",
        ("pdftotext",),
        _everywhere("poppler", debian="poppler-utils", fedora="poppler-utils", alpine="poppler-utils"),
        "tests read finished PDFs with it",
    ),
    Need("qpdf", "tool", ("qpdf",), _everywhere("qpdf"), "tests check finished PDFs with it"),
)


# Not for script/setup: nothing but a theme that asks for 仿宋 wants it, and 宋 stands in.
FANDOL = Need(
    "Fandol",
    "tex font",
    ("FandolFang-Regular.otf",),
    {
        "debian": "texlive-lang-chinese",
        "fedora": "texlive-fandol",
        "arch": "texlive-langchinese",
        "macos": "texlive",
        "windows": _UCRT + "texlive-lang-chinese",
    },
    "the face 仿宋",
)


def missing_needs(needs: Iterable[Need] = NEEDS) -> list[Need]:
    """Those of `needs` that this system does not meet, in their order."""
    return [need for need in needs if not _PROBES[need.kind](need.names)]


def _has_library(names: tuple[str, ...]) -> bool:
    return any(_loads(name) for name in names)


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _has_modules(names: tuple[str, ...]) -> bool:
    return all(importlib.util.find_spec(name) for name in names)


def _has_tool(names: tuple[str, ...]) -> bool:
    return any(shutil.which(name) for name in names)


def _has_font(names: tuple[str, ...]) -> bool:
    return any(name in families() for name in names)


@cache
def families() -> frozenset[str]:
    """Return every family name fontconfig lists; none when it cannot be asked."""
    try:
        # With a format of its own the names come as they are; else `-` and `,` in them would have a backslash before.
        listing = subprocess.run(["fc-list", "--format", "%{family}\\n"], capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return frozenset()
    return frozenset(name.strip() for name in listing.decode("utf-8", "replace").replace("\n", ",").split(","))


def _has_profile(names: tuple[str, ...]) -> bool:
    return any(True for pattern in names for _ in found(pattern))


def found(pattern: str) -> Iterator[Path]:
    """Yield the files a pattern names, the last in the order of their names first: newer versions before older."""
    anchor = Path(pattern).anchor
    return (path for path in sorted(Path(anchor).glob(pattern.removeprefix(anchor)), reverse=True) if path.is_file())


_PROBES = {
    "library": _has_library, "module": _has_modules, "tool": _has_tool, "font": _has_font, "profile": _has_profile,
}  # fmt: skip


def system_here() -> System | None:
    """The system this runs on, or None when it is not one we know packages for."""
    if sys.platform == "darwin":
        return _by_name("macos")
    if sys.platform in ("win32", "cygwin", "msys"):
        return _by_name("windows")
    try:
        return linux_system(platform.freedesktop_os_release())
    except OSError:
        return None


def is_wsl() -> bool:
    """Whether this is Linux inside Windows: it has Windows' programs, and Windows' files under /mnt."""
    return sys.platform == "linux" and "microsoft" in platform.release().casefold()


def linux_system(os_release: Mapping[str, str]) -> System | None:
    """The system an os-release file describes; a derivative (`ID_LIKE`) counts as what it derives from."""
    for name in (os_release.get("ID", ""), *os_release.get("ID_LIKE", "").split()):
        for system in SYSTEMS:
            if name in system.ids:
                return system
    return None


def _by_name(name: str) -> System:
    return next(system for system in SYSTEMS if system.name == name)


def packages_for(needs: Iterable[Need], system: System) -> list[str]:
    """The packages of `system` that meet `needs`: each once, in order."""
    names = (need.packages.get(system.name) for need in needs)
    return list(dict.fromkeys(_of_this_python(name) for name in names if name))


def _of_this_python(package: str) -> str:
    """Debian's python3-venv serves /usr/bin/python3; another Python of Debian's has its own package."""
    if package != "python3-venv" or not sys.executable.startswith("/usr/bin/"):
        return package
    if Path("/usr/bin/python3").resolve() == Path(sys.executable).resolve():
        return package
    return f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def report(needs: list[Need], system: System | None) -> list[str]:
    """What to tell somebody whose system lacks `needs`: what is missing, then the command that installs it."""
    lines = [f"missing: {need.name}" + (f" ({need.why_wanted})" if need.why_wanted else "") for need in needs]
    if not needs:
        return lines
    for known in SYSTEMS if system is None else (system,):
        lines += remedy(needs, known)
    return lines


def remedy(needs: Iterable[Need], system: System) -> list[str]:
    """Return the lines that say what meets `needs` on `system`: a command, what no package is known for, a note."""
    needs = list(needs)
    packages = packages_for(needs, system)
    install = system.install.removeprefix("sudo ").removeprefix("doas ") if _is_root() else system.install
    lines = [f"on {system.title}: {install} {' '.join(packages)}"] if packages else []
    by_hand = [need.name for need in needs if system.name not in need.packages]
    if by_hand:
        lines.append(f"on {system.title} no package is known to us for: {', '.join(by_hand)}")
    wants_note = system.note and any(need.kind == "library" for need in needs)
    return [*lines, system.note] if packages and wants_note else lines


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def main(command: str) -> int:
    """Runs one of the three commands; see the top of this file."""
    needs = missing_needs()
    if command == "missing":
        sys.stdout.write("".join(f"{need.name}\n" for need in needs))
    elif command == "packages":
        sys.stdout.write("".join(f"{package}\n" for package in packages_for(needs, _by_name("debian"))))
    elif command == "report":
        sys.stderr.write("".join(f"setup: {line}\n" for line in report(needs, system_here())))
        return int(any(not need.why_wanted for need in needs))
    else:
        raise SystemExit(f"unknown command: {command}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))

"""Whether a zip in a version holds files of that version and nothing else, byte for byte.

Belongs here: comparing members with files. Does not: which files a zip holds (``pipelines.forms.zip``).
"""

import hashlib
import zipfile
from collections.abc import Iterator

from pipelines.packages.package import MOST_FILES, Files
from schemas.errors import brief

_ONCE = 2**20
# What zipfile raises over an archive that is none, or that it cannot unpack.
_BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError)


def archive_faults(files: Files) -> list[str]:
    """Members of the zips of a version that are no file of it, or another one than lies beside the zip."""
    return [fault for name in files.names if name.endswith(".zip") for fault in _faults(files, name)]


def _faults(files: Files, name: str) -> Iterator[str]:
    top = f"{name.rpartition('/')[2].removesuffix('.zip')}/"
    try:
        with zipfile.ZipFile(files.path(name)) as archive:
            members = archive.infolist()
            if not members or len(members) > MOST_FILES:
                yield f"{name}: it holds {len(members):,} files"
                return
            seen: set[str] = set()
            for member in members:
                inner = member.filename.removeprefix(top)
                if not member.filename.startswith(top) or inner not in files.names or inner in seen or inner == name:
                    yield f"{name}: it holds {brief(member.filename)}, which is no file of this version"
                elif not _same(archive, member, files, inner):
                    yield f"{name}: its {inner} is another than the one beside it"
                seen.add(inner)
    except _BROKEN as error:
        yield f"{name}: the archive cannot be read: {brief(str(error))}"


def _same(archive: zipfile.ZipFile, member: zipfile.ZipInfo, files: Files, name: str) -> bool:
    """Whether a member unfolds into the very bytes of a file; into more than those it is not unfolded."""
    expected, left = files.measure(name), files.measure(name).size
    if member.file_size != left:
        return False
    total = hashlib.sha256()
    with archive.open(member) as opened:
        while left >= 0 and (content := opened.read(_ONCE)):
            total.update(content)
            left -= len(content)
    return left == 0 and total.hexdigest() == expected.sha256

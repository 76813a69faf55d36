"""A copy of published/ in an object store, for readers: whole versions first, catalog.json last, under compare-and-swap.

A reader who begins with the catalogue never meets half a version. Whoever writes with a catalogue that is not the latest is refused, and
leaves what readers see as it was. Belongs here: what is copied, in which order, and who may. Does not: what is published (``publish``).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.base.notation import parse_json
from pipelines.packages.catalogue import FILE, alone, read_catalog
from pipelines.packages.catalogued import Catalogue
from pipelines.packages.naming import inside
from pipelines.packages.shape import LARGEST, refuse_other_shape
from schemas.errors import InputError

if TYPE_CHECKING:
    from obstore.store import ObjectStore

Entry = Mapping[str, Any]
_LOOK = "Look at what lies there, and name another address, or put the catalogue back"
_ANCHORS = ("descriptor_sha256", "sums_sha256")
Seen = tuple[Mapping[str, Any], Any]


def synchronise(published: Path, address: str) -> list[str]:
    """Bring the copy at an address (``s3://bucket/published``) up to date; what it holds already is not written again, nothing is removed.

    Args:
        published: the folder that was published into.
        address: of an object store, opened with what the environment holds.

    Returns:
        the files that were written, by their paths, in that order.

    Raises:
        InputError: the copy lists what this folder does not, somebody else wrote meanwhile, or the object store refuses.
    """
    with _refusals(address):
        return into(_opened(address), published, address)


def into(store: "ObjectStore", published: Path, address: str, seen: Seen | None = None) -> list[str]:
    """``synchronise`` into a store that is open; the address is what errors name, ``seen`` the catalogue of the copy, else it is looked at."""
    import obstore

    with alone(published):
        there, mark = seen or look(store, address)
        here = read_catalog(published)
        _refuse_older(here, there, address)
        listed = {path for _, path in _versions(there)}
        new = [path for _, path in _versions(here) if path not in listed and (published / path).is_dir()]
        written = [
            file
            for path in new
            for file in _files(inside(published, path), published)
            if _create(store, published, file, address)
        ]
        written += [file for file in _around(published, here) if _update(store, published, file)]
        if here["packages"] and here != there:
            content = (published / FILE).read_bytes()
            mode: Any = mark or "create"
            try:
                obstore.put(store, FILE, content, mode=mode)
            except (obstore.exceptions.AlreadyExistsError, obstore.exceptions.PreconditionError):
                reason = "somebody else wrote the catalogue meanwhile; it stays as it is"
                raise InputError(address, FILE, reason, "See who else publishes, and synchronise again") from None
            written.append(FILE)
    return written


def look(store: "ObjectStore", address: str = FILE) -> Seen:
    """The catalogue of a copy, and what tells that it is still the same, nothing where nothing was copied yet.

    Raises:
        InputError: what lies there is no catalogue; names the address.
    """
    import obstore

    try:
        answer = obstore.get(store, FILE)
    except FileNotFoundError:
        return {"packages": {}}, {}
    mark = {key: answer.meta[key] for key in ("e_tag", "version")}
    if answer.meta["size"] > LARGEST:
        raise InputError(
            address, FILE, f"it has {answer.meta['size']:,} bytes, and more than {LARGEST:,} are not read", _LOOK
        )
    there = parse_json(bytes(answer.bytes()), f"{address.rstrip('/')}/{FILE}", _LOOK, "the catalogue of the copy")
    refuse_other_shape(Path(address, FILE), there, Catalogue, "catalogue of the copy", _LOOK)
    return there, {key: value for key, value in mark.items() if value is not None}


def _versions(catalog: Mapping[str, Any]) -> Iterator[tuple[Entry, str]]:
    for package in catalog["packages"].values():
        for entry in package["versions"]:
            yield entry, entry["path"]


def _refuse_older(here: Mapping[str, Any], there: Mapping[str, Any], address: str) -> None:
    """A copy that knows more than this folder is of another folder, or of a later one.

    Raises:
        InputError: it lists a version that is not listed here, with another descriptor, or as withdrawn where it stands here.
    """
    ours = {path: entry for entry, path in _versions(here)}
    for entry, path in _versions(there):
        own = ours.get(path)
        if own is None or any(key in own and key in entry and own[key] != entry[key] for key in _ANCHORS):
            reason = f"the copy lists {path}, which " + ("is another here" if own else "is not listed here")
        elif "withdrawn" in entry and "withdrawn" not in own:
            reason = f"the copy says that {path} is withdrawn"
        else:
            continue
        cure = "Publish from the folder that the copy was made of, or from a copy of the copy"
        raise InputError(address, FILE, reason, cure)


def _files(folder: Path, published: Path) -> list[str]:
    """The files below a folder, by their paths in published/, the descriptor and all; hidden ones are left out."""
    paths = [_no_link(path) for path in folder.rglob("*")]
    every = sorted(path.relative_to(published) for path in paths if path.is_file())
    return [path.as_posix() for path in every if not any(part.startswith(".") for part in path.parts)]


def _no_link(path: Path) -> Path:
    """The path itself, if it is what it says: what a link leads to is not for readers.

    Raises:
        InputError: it is a link.
    """
    if path.is_symlink():
        raise InputError(
            path, "", "it is a link, and only files are copied", "Put the file itself there, or take it away"
        )
    return path


def _around(published: Path, catalog: Mapping[str, Any]) -> list[str]:
    """The files around the versions, which follow from the catalogue."""
    folders = [published, *(published / name for name in catalog["packages"])]
    every = (path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir()) if path.is_file())
    paths = (_no_link(path).relative_to(published).as_posix() for path in every if not path.name.startswith("."))
    return [path for path in paths if path != FILE]


def _create(store: "ObjectStore", published: Path, file: str, address: str) -> bool:
    """Put a file of a version that is not listed yet; one that is there may be left by a run that was killed, with the same bytes.

    Raises:
        InputError: another file is there.
    """
    import obstore

    content = (published / file).read_bytes()
    try:
        obstore.put(store, file, content, mode="create", use_multipart=False)
    except obstore.exceptions.AlreadyExistsError:
        if bytes(obstore.get(store, file).bytes()) == content:
            return False
        reason = "another file is there, of a version that the copy does not list"
        raise InputError(
            address, file, reason, "Remove the folder of that version there, and synchronise again"
        ) from None
    return True


def _update(store: "ObjectStore", published: Path, file: str) -> bool:
    """Put a file that may change, if it is another."""
    import obstore

    content = (published / file).read_bytes()
    try:
        if bytes(obstore.get(store, file).bytes()) == content:
            return False
    except FileNotFoundError:
        pass
    obstore.put(store, file, content)
    return True


def _opened(address: str) -> "ObjectStore":
    try:
        from obstore.store import from_url
    except ModuleNotFoundError:
        reason = "obstore is not installed, which writes under compare-and-swap"
        raise InputError("MUBIAO_MIRROR", "", reason, "Install the group deploy: `make .venv/.deploy`") from None
    return from_url(address)


@contextmanager
def _refusals(address: str) -> Iterator[None]:
    """Make one clear error of what the object store refuses."""
    try:
        yield
    except InputError:
        raise
    except Exception as error:
        # obstore's errors have no base class beside Exception that its FileNotFoundError and PermissionError share.
        if type(error).__module__.partition(".")[0] != "obstore" and not isinstance(error, OSError):
            raise
        reason = f"the object store refuses: {str(error).splitlines()[0]}"
        raise InputError(address, "", reason, "Check address, bucket and credentials") from None

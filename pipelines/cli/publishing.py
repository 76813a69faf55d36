"""The commands on published packages: `validate`, `verify`, `diff`, `export`, `site`, `withdraw`, `synchronise`."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.base.files import lies_in
from pipelines.base.settings import settings
from pipelines.cli import completion, show
from pipelines.cli.errors import input_errors, stop
from pipelines.cli.show import Format
from pipelines.reports.collections import REPORTS
from schemas.errors import InputError

if TYPE_CHECKING:
    from pipelines.packages.checks.verify import Verified
    from pipelines.packages.reference import Reference


Package = Annotated[
    str,
    typer.Argument(
        help="A package by its name (the latest version), NAME@VERSION, a folder, or a datapackage.json.",
        autocompletion=completion.packages,
    ),
]


class By(StrEnum):
    """Which files `export` writes instead of whole tables."""

    place = "place"
    indicator = "indicator"


def export(
    package: Package,
    into: Annotated[Path, typer.Argument(help="An empty or new folder outside published/.")],
    by: Annotated[
        list[By] | None,
        typer.Option(
            help="Instead, the targets with their results as a CSV a government (place/440100.csv) or an indicator (indicator/gdp.csv), and "
            "an index; may be given twice."
        ),
    ] = None,
) -> None:
    """Write a data set as CSV and as an Excel workbook into a folder of your own. 把数据集导出为CSV和Excel工作簿。"""
    from pipelines.forms.export import export as whole
    from pipelines.forms.split import split

    show.progress()
    with input_errors():
        _outside(settings().published, into)
        folder = _named(package).folder
        paths = []
        for path in split(folder, into, by) if by else whole(folder, into):
            paths.append(path)
            typer.echo(str(path))
    if not by:
        show.exported(paths)


def site(
    folder: Annotated[
        Path | None, typer.Argument(help="A new or empty folder, or one that holds a site; else MUBIAO_SITE.")
    ] = None,
    address: Annotated[
        str | None, typer.Option(help="Where it will be served, https://example.org/mubiao; else MUBIAO_SITE_ADDRESS.")
    ] = None,
    contact: Annotated[
        str | None,
        typer.Option(help="Where readers report an error: an e-mail or web address; else MUBIAO_SITE_CONTACT."),
    ] = None,
) -> None:
    """Write a static site of all published packages, for any web server and path, and for a disk. 用已发布的数据生成静态网站。

    A site that is there is brought up to date: only files that differ are written, and those that are no part of it any more go.
    """
    from pipelines.site.build import build

    show.progress()
    with input_errors():
        under = settings()
        into = folder or under.site
        built = build(
            under.published,
            into,
            address=under.site_address if address is None else address,
            contact=under.site_contact if contact is None else contact,
            workers=under.workers,
        )
    show.site(into, built)


def withdraw(
    package: Annotated[
        str, typer.Argument(help="Name of a package, or NAME@VERSION.", autocompletion=completion.packages)
    ],
    version: Annotated[
        str | None,
        typer.Argument(
            help="One of its published versions, where the name has none.", autocompletion=completion.versions
        ),
    ] = None,
    *,
    reason: Annotated[str, typer.Option(help="One sentence, for readers.")],
) -> None:
    """Withdraw a published version; it stays, marked, and its number is never used again. 撤回一个版本，文件保留并加注。"""
    import pipelines.forms  # noqa: F401  the list of packages is a form
    from pipelines.packages import around
    from pipelines.packages.catalogue import withdraw as mark
    from pipelines.packages.definition import definitions
    from pipelines.packages.reference import one_version

    with input_errors():
        published = settings().published
        name, number = one_version(package, version, published)
        latest = mark(published, name, number, reason)
        around.refresh(published, *definitions(settings().definitions))
    typer.echo(f"{name} {number} is withdrawn; the latest is {latest or 'none'}")


def synchronise(
    address: Annotated[
        str | None, typer.Argument(help="Of an object store, s3://bucket/published; else MUBIAO_MIRROR.")
    ] = None,
) -> None:
    """Copy what is published to an object store: new files first, the catalogue last. 把已发布的数据同步到对象存储。

    The catalogue there is replaced only by one that follows it.
    """
    from pipelines.packages.synchronise import synchronise as written

    with input_errors():
        under = settings()
        if not (to := address or under.mirror):
            raise InputError("MUBIAO_MIRROR", "", "no object store is named", "Name one: s3://bucket/published")
        files = written(under.published, to)
    typer.echo(f"{to}: {len(files):,} files written" if files else f"{to}: nothing is new")


def validate(package: Package) -> None:
    """Check that a data set is as it describes itself: files, types, keys, codes. 检查数据集是否与自身说明一致。"""
    from pipelines.packages.checks import validate as faults_of

    with input_errors():
        reference = _named(package)
        faults = faults_of(reference.folder)
    if faults:
        stop(faults)
    typer.echo(f"{reference.label}: valid")


def verify(
    package: Annotated[
        str | None,
        typer.Argument(
            help="A package by its name (the latest version), NAME@VERSION, a folder, or a datapackage.json; published/, or nothing, for all.",
            autocompletion=completion.packages,
        ),
    ] = None,
    reports: Annotated[
        list[Path] | None,
        typer.Option(help="A folder of reports, <place or region code>/<year>.*, beside raw/; may be given twice."),
    ] = None,
) -> None:
    """Check that a data set is what was published, and that its quotations stand in the reports. 检查数据集发布后有无改动，并与原文核对。

    Ends with 1 where something differs. A report whose text is not at hand, or of which another text is, is not compared; it is counted.
    """
    from pipelines.packages.catalogue import FILE

    show.progress()
    with input_errors():
        places = [settings().raw / REPORTS, *(reports or [])]
        if package is None or Path(package, FILE).is_file():
            _verify_all(settings().published if package is None else Path(package), places)
            return
        reference = _named(package)
        result = _verified(reference.folder, places)
    show.verified(reference.label, result)


def _verified(folder: Path, places: list[Path]) -> "Verified":
    """One version, compared with the reports of some folders."""
    from pipelines.base.version import code_of_rows
    from pipelines.outcomes.rejudged import judged_again
    from pipelines.packages.checks.verify import verify as verified
    from pipelines.reports.lookup import texts_at_hand
    from pipelines.targets.tables import read_reports

    return verified(
        folder,
        lambda report, file: texts_at_hand(report, file, places),
        lambda texts: {name: split.good for name, split in read_reports(texts).items()},
        code_of_rows(),
        judged_again,
    )


def _verify_all(published: Path, places: list[Path]) -> None:
    """Every version that a catalogue lists, a line each, and what lies beside them; ends with 1 where anything differs."""
    from pipelines.packages.catalogue import read_catalog
    from pipelines.packages.checks import everything
    from pipelines.packages.naming import inside

    everything.refuse_no_catalogue(published)
    faults = everything.stray_faults(published)
    for name, package in read_catalog(published)["packages"].items():
        for entry in package["versions"]:
            label = f"{name}@{entry['version']}"
            if "withdrawn" in entry:
                show.warn(f"{label} is withdrawn: {entry['withdrawn']}")
            if "retired" in entry:
                wrong = everything.retired_faults(published, entry)
                faults += wrong
                if not wrong:
                    typer.echo(f"{label}: retired; its descriptor and its hashes are those of the catalogue")
                continue
            try:
                result = _verified(inside(published, entry["path"]), places)
            except InputError as error:
                faults.append(str(error))
                continue
            faults += [f"{entry['path']}/{fault}" for fault in result.faults]
            if not result.faults:
                show.verified(label, result, of_many=True)
    if faults:
        stop(faults)


def diff(
    versions: Annotated[
        list[str],
        typer.Argument(
            metavar="PACKAGE | OLD NEW | PACKAGE VERSION VERSION",
            help="A package, for its latest version and the one before; two versions, each by name, NAME@VERSION or folder; "
            "or a package and two of its versions.",
            autocompletion=completion.packages,
        ),
    ],
    format: Annotated[Format, typer.Option(help="One JSON object a line, CSV, or lines to read.")] = Format.table,
    rows: Annotated[int, typer.Option(help="How many changes of a table are shown to read.")] = 20,
) -> None:
    """Show what changed between two versions: tables, columns, rows, cells, and why. 比较两个版本。"""
    from pipelines.packages import diff as differences
    from pipelines.packages.versions import causes

    with input_errors():
        old, new = differences.versions_of(versions, settings().published)
        _warn_if_withdrawn(old, new)
        difference = differences.diff(old.folder, new.folder, causes(old.inputs, new.inputs))
    if format == Format.table:
        show.difference(difference, rows)
    else:
        show.rows(difference.rows(), format)


def _named(package: str) -> "Reference":
    """The version that a person named; warns where it was withdrawn."""
    from pipelines.packages.reference import resolve

    reference = resolve(package, settings().published)
    _warn_if_withdrawn(reference)
    return reference


def _outside(published: Path, into: Path) -> None:
    """Refuse a folder below that of what is published, where each file is named by a catalogue."""
    if lies_in(into, published):
        raise InputError(
            into, "", f"it lies in {published}, which a publication alone writes", "Name a folder elsewhere"
        )


def _warn_if_withdrawn(*references: "Reference") -> None:
    for reference in references:
        if reference.withdrawn is not None:
            show.warn(f"{reference.label} is withdrawn: {reference.withdrawn}")

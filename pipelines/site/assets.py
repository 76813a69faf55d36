"""The asset ``site``: published packages -> the folder of the site. It rests in no table."""

from collections.abc import Sequence

import dagster as dg

from pipelines.base import assets
from pipelines.packages.definition import Definition
from pipelines.site.build import build

GROUP = "site"


def site_asset(packages: Sequence[Definition]) -> dg.AssetsDefinition:
    """The site of all packages."""

    @dg.asset(
        name="site",
        deps=[dg.AssetKey(["packages", definition.name]) for definition in packages],
        required_resource_keys={"settings"},
        description="Static pages of governments, indicators, years and reports, from what is published: MUBIAO_SITE.",
        kinds={"html"},
        owners=assets.OWNERS,
        group_name=GROUP,
        code_version=assets.code_version("site", "forms", "packages"),
    )
    def site(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
        """Bring the folder of the site up to date, as `mubiao site` does."""
        under = context.resources.settings
        built = build(
            under.published,
            under.site,
            address=under.site_address,
            contact=under.site_contact,
            workers=under.workers,
        )
        return dg.MaterializeResult(
            metadata={
                "folder": dg.MetadataValue.path(under.site),
                "files": built.files,
                "bytes": built.size,
                "new or changed": built.new,
                "removed": built.gone,
            }
        )

    return site

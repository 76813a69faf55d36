"""Cut the charts' font out of Noto Sans CJK: ``make font NOTO=<folder>/NotoSansCJK-Regular.ttc``; README.md beside tells where from.

Belongs here: how the font file was made. Does not: its use. Nothing imports this; it needs fontTools, which nothing else does.
"""

import hashlib
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from pipelines.forms.charts.glyphs import charset

# Of Debian's fonts-noto-cjk 1:20220127+repack1-1; another file would give other bytes.
SOURCE_SHA256 = "b76b0433203017ca80401b2ee0dd69350349871c4b19d504c34dbdd80541690a"
SIMPLIFIED = "Noto Sans CJK SC"
# A name of its own: a font of the system with the same name would be taken for it, and give other pictures.
FAMILY, FILE = "Mubiao Sans SC", Path(__file__).parent / "MubiaoSansSC-Regular.otf"
KEPT_NAMES = {0, 7, 8, 9, 10, 11, 12, 13, 14}  # copyright, trademark, makers, licence


def main(source: Path) -> None:
    """Write the subset beside this file."""
    if hashlib.sha256(source.read_bytes()).hexdigest() != SOURCE_SHA256:
        raise SystemExit(f"{source} is not the file this font was cut from: see README.md beside {Path(__file__).name}")
    options = subset.Options(
        layout_features=["kern"], hinting=False, name_IDs=["*"], notdef_outline=True, recalc_timestamp=False,
        font_number=_number(source),
    )  # fmt: skip
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(text=charset())
    cutter.subset(font)
    _rename(font)
    subset.save_font(font, str(FILE), options)


def _number(source: Path) -> int:
    for number in range(20):
        if TTFont(source, fontNumber=number, lazy=True)["name"].getDebugName(1) == SIMPLIFIED:
            return number
    raise SystemExit(f"{source} holds no {SIMPLIFIED}")


def _rename(font: TTFont) -> None:
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in KEPT_NAMES and record.langID == 0x409]
    postscript = FILE.stem
    for number, text in {1: FAMILY, 2: "Regular", 3: postscript, 4: FAMILY, 6: postscript}.items():
        names.setName(text, number, 3, 1, 0x409)
    font["CFF "].cff.fontNames = [postscript]
    top = font["CFF "].cff.topDictIndex[0]
    top.FamilyName, top.FullName = FAMILY, FAMILY


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Writes a workbook that packs to little and unfolds to more of one thing than Ferry takes: make_large_book.py FILE WHAT."""

import sys
import zipfile

PACKAGES = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MB = 1 << 20

path, what = sys.argv[1:]
names = ["Company", "Website", "Stage", "Size"]
header = "<row>" + "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in names) + "</row>"
strings, styles, cells, formula = "<si><t>New</t></si>", "", "", ""


def cell(text):
    return f'<c t="str"><v>{text}</v></c>'


if what == "tag":
    cells = f'<c r="{"A" * (8 * MB + 200_000)}"><v>1</v></c>'
elif what == "cell":
    cells = cell("x" * (16 * MB + 1))
elif what == "formula":
    # Only of a column of websites is the formula looked at: =HYPERLINK("…").
    cells = cell("Acme") + f'<c t="str"><f>{"x" * (16 * MB + 1)}</f><v>site</v></c>'
elif what == "shared":
    strings = f"<si><t>{'x' * (16 * MB + 1)}</t></si>"
    cells = '<c t="s"><v>0</v></c>'
elif what == "row":
    cells = cell("x" * (15 * MB)) * 5
elif what == "styles":
    styles = " " * (65 * MB)
elif what == "texts":
    # Shared texts are read when a cell refers to one.
    cells = '<c t="s"><v>0</v></c>'
elif what == "columns":
    cells = '<c r="XFE2"><v>1</v></c>'
row = f"<row>{cells or cell('Acme')}</row>"

with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as book:
    book.writestr(
        "_rels/.rels",
        f'<Relationships xmlns="{PACKAGES}"><Relationship Id="r1" Type="{TYPES}/officeDocument" Target="/xl/book.xml"/></Relationships>',
    )
    book.writestr(
        "xl/book.xml",
        f'<workbook xmlns="{MAIN}" xmlns:r="{TYPES}"><sheets><sheet name="Deals" sheetId="1" r:id="r1"/></sheets></workbook>',
    )
    book.writestr(
        "xl/_rels/book.xml.rels",
        f'<Relationships xmlns="{PACKAGES}"><Relationship Id="r1" Type="{TYPES}/worksheet" Target="one.xml"/>'
        f'<Relationship Id="r2" Type="{TYPES}/sharedStrings" Target="strings.xml"/>'
        f'<Relationship Id="r3" Type="{TYPES}/styles" Target="styles.xml"/></Relationships>',
    )
    book.writestr("xl/one.xml", f'<worksheet xmlns="{MAIN}"><sheetData>{header}{row}</sheetData></worksheet>')
    book.writestr("xl/styles.xml", f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>')
    with book.open("xl/strings.xml", "w", force_zip64=True) as part:
        part.write(f'<sst xmlns="{MAIN}">'.encode())
        if what == "texts":
            # Packs a thousand to one, as nothing does that a spreadsheet program writes.
            some = f"<si><t>{'x' * 65_536}</t></si>".encode()
            for _ in range(300 * MB // len(some)):
                part.write(some)
        part.write(f"{strings}</sst>".encode())

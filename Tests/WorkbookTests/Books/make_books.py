#!/usr/bin/env python3
"""Writes the workbooks beside it. Needs openpyxl, XlsxWriter, msoffcrypto-tool and LibreOffice; the tests need none of them.

Each table of formats tells its own answers: column B has a cell, column C the text that it must be read as.
"""
import datetime
import pathlib
import shutil
import subprocess
import tempfile

import msoffcrypto.format.ooxml
import openpyxl
import xlsxwriter

HERE = pathlib.Path(__file__).parent
D = datetime

# (value, format, text)
CELLS = [
    ("plain text", None, "plain text"), ("Zürich & Søn <b> \"q\"", None, "Zürich & Søn <b> \"q\""), ("two\nlines", None, "two\nlines"),
    (True, None, "TRUE"), (False, None, "FALSE"),
    (0, None, "0"), (42, None, "42"), (-17.25, None, "-17.25"), (0.1 + 0.2, None, "0.3"), (1 / 3, None, "0.333333333333333"),
    (123456789012, None, "123456789012"), (1e20, None, "100000000000000000000"), (1e21, None, "1E+21"), (5e-7, None, "0.0000005"),
    (3.14159, "0.00", "3.14"), (2.675, "0.00", "2.68"), (-2.5, "0", "-3"), (0.5, "0", "1"), (-0.001, "0.00", "0.00"), (7, "0.0#", "7.0"),
    (1234567.891, "#,##0", "1,234,568"), (1234567.891, "#,##0.00", "1,234,567.89"), (999.5, "#,##0", "1,000"), (12, "#,##0.00", "12.00"),
    (0.12, "0%", "12%"), (0.1234, "0.0%", "12.3%"), (0.005, "0%", "1%"), (-0.05, "0%", "-5%"),
    (1234.5, "\"$\"#,##0.00", "$1,234.50"), (-1234.5, "\"$\"#,##0.00", "-$1,234.50"), (1234.5, "[$€-407] #,##0.00", "€ 1,234.50"),
    (1234.5, "#,##0.00\\ \"kr\"", "1,234.50 kr"), (-12, "#,##0;[Red](#,##0)", "(12)"), (0, "0;-0;\"none\"", "none"),
    (501, "00000", "00501"), (78051120, "000\\-00\\-0000", "078-05-1120"), (3, "\"Q\"0", "Q3"), (2.5, "0.0\"x\"", "2.5x"),
    (1500000, "0.0,,\"M\"", "1.5M"), (12345, "0,\"k\"", "12k"), (12345.678, "0.00E+00", "1.23E+04"), (0.00012, "0.0E+00", "1.2E-04"),
    (250, "[<1000]0;[>=1000]0.0,\"k\"", "250"), (2500, "[<1000]0;[>=1000]0.0,\"k\"", "2.5k"), (8, "General\" pcs\"", "8 pcs"),
    (D.date(2026, 11, 21), "yyyy-mm-dd", "2026-11-21"), (D.date(2026, 11, 21), "d/m/yyyy", "2026-11-21"),
    (D.date(2026, 11, 21), "d-mmm-yy", "2026-11-21"), (D.date(2026, 11, 21), "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2026-11-21"),
    (D.date(2026, 11, 21), "mmm\\-yy;@", "2026-11-21"), (D.date(1900, 1, 1), "yyyy-mm-dd", "1900-01-01"),
    (D.date(1900, 3, 1), "dd.mm.yyyy", "1900-03-01"), (D.date(2024, 2, 29), "m/d/yy", "2024-02-29"),
    (D.datetime(2026, 11, 21, 14, 30), "yyyy-mm-dd hh:mm", "2026-11-21 14:30"),
    (D.datetime(2026, 11, 21, 14, 30, 59), "d/m/yy h:mm AM/PM", "2026-11-21 14:30"),
    (D.datetime(2026, 11, 21, 14, 30, 5), "yyyy\\-mm\\-dd\\Thh:mm:ss", "2026-11-21 14:30:05"),
    (D.datetime(2026, 11, 21, 23, 59, 59), "dd/mm/yyyy", "2026-11-21"),
    (D.time(9, 5), "hh:mm", "09:05"), (D.time(9, 5, 7), "h:mm:ss", "09:05:07"), (1.0625, "[h]:mm", "25:30"), (0.5, "mm:ss", "12:00:00"),
]


def table(path, options=None, cells=CELLS):
    book = xlsxwriter.Workbook(path, options or {})
    sheet = book.add_worksheet("Formats")
    sheet.write_row(0, 0, ["what", "cell", "text"])
    for row, (value, code, text) in enumerate(cells, start=1):
        shape = book.add_format({"num_format": code}) if code else None
        sheet.write_string(row, 0, f"{value!r} as {code}"[:200])
        if isinstance(value, bool):
            sheet.write_boolean(row, 1, value)
        elif isinstance(value, str):
            sheet.write_string(row, 1, value)
        elif isinstance(value, (int, float)):
            sheet.write_number(row, 1, value, shape)
        else:
            sheet.write_datetime(row, 1, value, shape)
        sheet.write_string(row, 2, text)
    book.close()


def by_openpyxl(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Formats"
    sheet.append(["what", "cell", "text"])
    for row, (value, code, text) in enumerate(CELLS, start=2):
        sheet.cell(row, 1, f"{value!r} as {code}")
        cell = sheet.cell(row, 2, value)
        if code:
            cell.number_format = code
        sheet.cell(row, 3, text)
    book.save(path)


def sheets(path):
    """Sheets of every kind; the answers are in the tests."""
    book = xlsxwriter.Workbook(path)
    hidden = book.add_worksheet("Secret")
    chart_sheet = book.add_chartsheet("Chart")
    companies = book.add_worksheet("Companies & Co")
    year = book.add_worksheet("2026")
    book.add_worksheet("Empty")
    hidden.hide()
    companies.activate()
    companies.set_first_sheet()
    hidden.write(0, 0, "hidden sheet")
    rich = book.add_format({"bold": True})
    blank = book.add_format({"bg_color": "yellow"})
    companies.merge_range("A1:C1", "Companies of the autumn fairs", rich)
    companies.write_row(2, 0, ["Company", "Website", "Size"])
    companies.write_rich_string(3, 0, rich, "Acme", " Robotics")
    companies.write_url(3, 1, "https://acme.example.org", string="acme.example.org")
    companies.write_formula(3, 2, "=20*2", None, 40)
    companies.write_formula(4, 0, '="Be"&"ta"', None, "Beta")
    companies.write_formula(4, 1, "=NA()", None, "#N/A")
    companies.write_formula(4, 2, "=1/0", None, "#DIV/0!")
    companies.write_string(5, 0, "#N/A")
    companies.set_row(5, None, None, {"hidden": True})
    for row in range(6, 30):
        companies.write_blank(row, 0, None, blank)
    companies.write_string(30, 0, "last")
    year.write(0, 0, "named 2026")
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "='2026'!$A$1:$A$1"})
    chart_sheet.set_chart(chart)
    book.close()


def convert(source, kind, target):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["soffice", "--headless", "--convert-to", kind, "--outdir", folder, source], check=True, stdout=subprocess.DEVNULL)
        extension = kind.split(":")[0]
        shutil.move(next(pathlib.Path(folder).glob(f"*.{extension}")), target)


def main():
    table(HERE / "xlsxwriter.xlsx")
    table(HERE / "inline-strings.xlsx", {"constant_memory": True})
    table(HERE / "from-1904.xlsx", {"date_1904": True}, [c for c in CELLS if not isinstance(c[0], D.date) or c[0].year > 1904])
    by_openpyxl(HERE / "openpyxl.xlsx")
    convert(HERE / "xlsxwriter.xlsx", "xlsx", HERE / "libreoffice.xlsx")
    sheets(HERE / "sheets.xlsx")
    with tempfile.TemporaryDirectory() as folder:
        small = pathlib.Path(folder) / "small.xlsx"
        table(small, cells=CELLS[:2])
        convert(small, "xls", HERE / "old.xls")
        convert(small, "ods", HERE / "open.ods")
        with open(small, "rb") as plain, open(HERE / "password.xlsx", "wb") as locked:
            msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt("secret", locked)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Writes the workbooks beside it. Needs XlsxWriter; the tests do not."""
import csv
import datetime
import pathlib
import re

import xlsxwriter

HERE = pathlib.Path(__file__).parent


def companies():
    """The sample as an analyst's workbook: a title above the header, real dates and amounts, another sheet in front."""
    source = HERE.parents[2] / "samples" / "companies.csv"
    rows = list(csv.reader(source.open(encoding="utf-8-sig", newline="")))
    book = xlsxwriter.Workbook(HERE / "companies.xlsx")
    book.add_worksheet("Read me").write(0, 0, "The companies are on the next sheet.")
    sheet = book.add_worksheet("Companies")
    date = book.add_format({"num_format": "d-mmm-yy"})
    money = book.add_format({"num_format": "#,##0"})
    sheet.merge_range(0, 0, 0, 3, "Companies met at the autumn fairs", book.add_format({"bold": True}))
    header = rows[0]
    met, ask = header.index("Met"), header.index("Ask (USD)")
    for number, row in enumerate(row for row in rows if any(row)):
        for column, text in enumerate(row):
            if number > 0 and column == met and re.fullmatch(r"\d\d/\d\d/\d{4}", text.strip()):
                sheet.write_datetime(number + 2, column, datetime.datetime.strptime(text.strip(), "%d/%m/%Y"), date)
            elif number > 0 and column == ask and re.fullmatch(r"[\d,]+", text.strip()):
                sheet.write_number(number + 2, column, int(text.replace(",", "")), money)
            elif text:
                sheet.write_string(number + 2, column, text)
    book.close()


def deals():
    """What can be wrong in cells, and in a header."""
    book = xlsxwriter.Workbook(HERE / "deals.xlsx")
    sheet = book.add_worksheet("Deals")
    money = book.add_format({"num_format": "\"$\"#,##0.00"})
    header = ["Company", "Website", "Stage", "Size", "Met"]
    sheet.write_row(0, 0, header)
    sheet.write_row(1, 0, ["Good", "good.example.org", "New"])
    sheet.write_number(1, 3, 1234.5, money)
    sheet.write_datetime(1, 4, datetime.datetime(2026, 11, 21), book.add_format({"num_format": "dd.mm.yyyy"}))
    sheet.write_row(2, 0, ["Missing", "missing.example.org", "New"])
    sheet.write_formula(2, 3, "=NA()", None, "#N/A")
    sheet.write_row(3, 0, ["Broken", "broken.example.org", "New"])
    sheet.write_formula(3, 3, "=1/0", None, "#DIV/0!")
    sheet.write_row(4, 0, ["Cleared", "cleared.example.org", "New", "#N/A"])
    sheet.write_formula(5, 0, "=A99&A98", None, "#REF!")
    sheet.write_row(5, 1, ["nameless.example.org", "New"])
    merged = book.add_worksheet("Merged")
    merged.write_row(0, 0, header[:3])
    merged.merge_range("D1:E1", "Deal")
    merged.write_row(1, 0, ["Good", "good.example.org", "New", 5, 6])
    notes = book.add_worksheet("Notes")
    notes.write_row(0, 0, header)
    notes.write_row(1, 0, ["Good", "good.example.org", "New"])
    notes.write(1, 6, "call her")
    twice = book.add_worksheet("Twice")
    twice.write_row(0, 0, ["Company", "Website", "", "Stage", "Company"])
    book.close()


def dates():
    """Dates with and without a time, at the ends of the day, in several formats."""
    book = xlsxwriter.Workbook(HERE / "dates.xlsx")
    sheet = book.add_worksheet("Dates")
    sheet.write_row(0, 0, ["Company", "Website", "Met"])
    days = [
        (datetime.datetime(2024, 2, 29, 0, 0), "yyyy-mm-dd hh:mm"),
        (datetime.datetime(2024, 2, 29, 23, 59, 59), "d/m/yy h:mm AM/PM"),
        (datetime.datetime(2023, 3, 12, 2, 30), "mm/dd/yyyy hh:mm:ss"),
        (datetime.datetime(2023, 10, 29, 2, 30), "[$-407]d. mmmm yyyy hh:mm"),
        (datetime.datetime(1999, 12, 31), "dd.mm.yyyy"),
        (datetime.datetime(2000, 1, 1), "d-mmm-yy"),
    ]
    for number, (day, form) in enumerate(days, start=1):
        sheet.write_row(number, 0, [f"Day {number}", f"day-{number}.example.org"])
        sheet.write_datetime(number, 2, day, book.add_format({"num_format": form}))
    book.close()


def fund():
    """The sample workbook of the cookbook: a sheet of companies and one of people."""
    book = xlsxwriter.Workbook(HERE.parents[2] / "samples" / "fund.xlsx")
    book.set_properties({"created": datetime.datetime(2026, 11, 1)})
    companies = book.add_worksheet("Companies")
    companies.write_row(0, 0, ["Company", "Website", "Invested", "Ownership"])
    date, share = book.add_format({"num_format": "d-mmm-yy"}), book.add_format({"num_format": "0.0%"})
    rows = [("Ivory Cloud", datetime.datetime(2024, 3, 1), 0.125), ("Kestrel Mobility", datetime.datetime(2025, 9, 15), 0.08)]
    for number, (name, day, part) in enumerate(rows, start=1):
        companies.write_row(number, 0, [name, name.lower().replace(" ", "-") + ".example.org"])
        companies.write_datetime(number, 2, day, date)
        companies.write_number(number, 3, part, share)
    people = book.add_worksheet("People")
    people.write_row(0, 0, ["Name", "E-mail", "Company"])
    people.write_row(1, 0, ["Mina Sato", "mina@ivory-cloud.example.org", "Ivory Cloud"])
    people.write_row(2, 0, ["Otto Brandt", "otto@kestrel-mobility.example.org", "Kestrel Mobility"])
    book.close()


if __name__ == "__main__":
    companies()
    deals()
    dates()
    fund()

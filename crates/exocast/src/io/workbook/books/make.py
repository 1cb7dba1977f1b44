"""Writes the workbooks of this folder: `pip install openpyxl xlwt odfpy`, then `python make.py`.

counts.* hold two sheets: `Counts`, whose table begins at B3 below a title, with a date, a percentage, a truth value and a
blank cell, and `Old`, which is hidden.
"""

import datetime

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableProperties
from odf.table import Table, TableCell, TableRow
from odf.text import P

DATE = datetime.date(2026, 9, 2)
ROWS = [
    [],
    [None, "Counts of miRNAs"],
    [None, "gene", "EV_1", "EV_2", "seen"],
    [None, "hsa-let-7a-5p", 5, 0.123456789012, True],
    [],
    [None, "hsa-miR-21-5p", None, 1e-7, False],
    [None, DATE, 150, 0.05, True],
]
PERCENT = (6, 3)


def xls() -> None:
    book = xlwt.Workbook()
    for name in ("Counts", "Old"):
        sheet = book.add_sheet(name)
        sheet.visibility = int(name == "Old")
        for r, row in enumerate(ROWS):
            for c, value in enumerate(row):
                style = xlwt.XFStyle()
                if isinstance(value, datetime.date):
                    style.num_format_str = "D-MMM"
                elif (r, c) == PERCENT:
                    style.num_format_str = "0%"
                if value is not None:
                    sheet.write(r, c, value, style)
    book.save("counts.xls")


def ods() -> None:
    book = OpenDocumentSpreadsheet()
    hidden = Style(name="hidden", family="table")
    hidden.addElement(TableProperties(display="false"))
    book.automaticstyles.addElement(hidden)
    for name in ("Counts", "Old"):
        table = Table(name=name, **({"stylename": hidden} if name == "Old" else {}))
        for r, row in enumerate(ROWS):
            line = TableRow()
            for c, value in enumerate(row):
                if value is None:
                    cell = TableCell()
                elif isinstance(value, bool):
                    cell = TableCell(valuetype="boolean", booleanvalue=str(value).lower())
                elif isinstance(value, datetime.date):
                    cell = TableCell(valuetype="date", datevalue=value.isoformat())
                elif (r, c) == PERCENT:
                    cell = TableCell(valuetype="percentage", value=repr(value))
                elif isinstance(value, str):
                    cell = TableCell(valuetype="string")
                    cell.addElement(P(text=value))
                else:
                    cell = TableCell(valuetype="float", value=repr(value))
                line.addElement(cell)
            # As LibreOffice fills a row up to its end.
            line.addElement(TableCell(numbercolumnsrepeated=str(16384 - len(row))))
            table.addElement(line)
        end = TableRow(numberrowsrepeated=str(1048576 - len(ROWS)))
        end.addElement(TableCell(numbercolumnsrepeated="16384"))
        table.addElement(end)
        book.spreadsheet.addElement(table)
    book.save("counts.ods")


def xlsx() -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in ("Counts", "Old"):
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name == "Old" else "visible"
        for r, row in enumerate(ROWS):
            for c, value in enumerate(row):
                if value is None:
                    continue
                cell = sheet.cell(r + 1, c + 1, value)
                if isinstance(value, datetime.date):
                    cell.number_format = "d-mmm"
                elif (r, c) == PERCENT:
                    cell.number_format = "0%"
    book.save("counts.xlsx")


def formulas() -> None:
    """A sheet with a formula whose result is not saved, as this library computes nothing."""
    book = openpyxl.Workbook()
    for row in (["gene", "a", "b"], ["CD9", 1, "=B2*2"], ["CD63", 2, 4], ["CD81", 3, None]):
        book.active.append(row)
    book.active["C4"].number_format = "0.00"
    book.save("formulas.xlsx")


xls()
ods()
xlsx()
formulas()

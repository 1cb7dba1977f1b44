"""Writes a workbook of numbers, or reads it with other libraries, on one thread.

`workbook.py write FILE ROWS COLUMNS`, or `workbook.py read FILE`, which prints a line `NAME SECONDS SUM` per library.
"""

import random
import sys
import time

import openpyxl
import pandas


def write(path: str, rows: int, columns: int) -> None:
    random.seed(20260101)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Counts")
    sheet.append(["gene"] + [f"S{column}" for column in range(columns)])
    for row in range(rows):
        counts = [int(2 ** (12 * random.random() ** 2)) - 1 for _ in range(columns)]
        sheet.append([f"ENSG{row:011}"] + counts)
    book.save(path)


def read(path: str) -> None:
    for engine, times in (("calamine", 3), ("openpyxl", 1)):
        seconds = []
        for _ in range(times):
            start = time.process_time()
            table = pandas.read_excel(path, engine=engine, index_col=0)
            seconds.append(time.process_time() - start)
        print(f"pandas-{engine}", sorted(seconds)[times // 2], table.to_numpy().sum())


if sys.argv[1] == "write":
    write(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
else:
    read(sys.argv[2])

#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a workbook as openpyxl does (absolute names of parts, no results of formulas) to the path given."""

import datetime
import sys

from openpyxl import Workbook
from openpyxl.styles import numbers
from openpyxl.utils.datetime import CALENDAR_MAC_1904


def fill(sheet):
    sheet["A1"] = "部门整体支出绩效自评表"
    sheet.merge_cells("A1:D1")
    sheet.append(["全年预算数", 3002094.97, True, "=SUM(B2:B2)"])
    sheet["B3"] = 0.9593
    sheet["B3"].number_format = numbers.FORMAT_PERCENTAGE_00
    sheet["C3"] = datetime.datetime(2024, 12, 31)
    sheet["C3"].number_format = 'yyyy"年"m"月"'
    sheet["D3"] = "=1/0"
    sheet["E3"] = "#N/A"
    sheet["F3"] = "a <b> & \"c\"\nd"
    for column in range(1, 20):
        sheet.cell(row=500, column=column).number_format = "0.00"


def main(path):
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.title = "自评表"
    fill(book.active)
    hidden = book.create_sheet("字典")
    hidden.sheet_state = "hidden"
    hidden["B2"] = "=是"
    hidden["B2"].data_type = "s"
    book.create_chartsheet("图")
    book.save(path)


if __name__ == "__main__":
    main(sys.argv[1])

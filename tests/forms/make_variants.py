#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes workbooks with openpyxl and then rewrites their packages in the ways of other programs.

    make_variants.py BOOKS.json

BOOKS.json: a list of {path, sheets, date1904, rewrites}; a sheet has name, hidden and cells, a cell its first and last address,
its text, how the file keeps it, and a format for a date. rewrites: names of functions below that are marked as such.
"""

import datetime
import io
import json
import posixpath
import re
import sys
import zipfile
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
STRINGS = "xl/sharedStrings.xml"

REWRITES = {}


def rewrite(function):
    REWRITES[function.__name__] = function
    return function


def put(cell, text, keeping, number_format):
    if keeping == "number":
        cell.value = float(text) if "." in text else int(text)
    elif keeping == "percent":
        cell.value = float(Decimal(text.rstrip("%")) / 100)
        cell.number_format = "0.00%"
    elif keeping == "date":
        cell.value = datetime.date.fromisoformat(text)
        cell.number_format = number_format
    else:
        cell.value = text
        cell.data_type = {"formula": "f", "error": "e"}.get(keeping, "s")


def fill(sheet, cells):
    for cell in cells:
        if cell["text"]:
            put(sheet[cell["first"]], cell["text"], cell["as"], cell["format"])
    for cell in cells:
        if cell["first"] != cell["last"]:
            sheet.merge_cells(f"{cell['first']}:{cell['last']}")


def workbook_of(book):
    workbook = Workbook()
    workbook.remove(workbook.active)
    if book["date1904"]:
        workbook.epoch = CALENDAR_MAC_1904
    for page in book["sheets"]:
        sheet = workbook.create_sheet(page["name"])
        sheet.sheet_state = "hidden" if page["hidden"] else "visible"
        fill(sheet, page["cells"])
    workbook.active = [page["hidden"] for page in book["sheets"]].index(False)
    return workbook


def parts_of(workbook):
    stream = io.BytesIO()
    workbook.save(stream)
    with zipfile.ZipFile(stream) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def change(parts, names, pattern, replacement):
    """Replaces in the parts whose names match; a rewrite that changes nothing is a mistake of this file."""
    changed = 0
    for name in [name for name in parts if re.search(names, name)]:
        parts[name], count = re.subn(pattern, replacement, parts[name], flags=re.DOTALL)
        changed += count
    assert changed, (names, pattern)


def share_strings(parts):
    """As most programs keep them; openpyxl does so or not by its version."""
    texts = {}

    def place_of(match):
        return f't="s"><v>{texts.setdefault(match[1], len(texts))}</v>'

    if STRINGS in parts:
        return
    change(parts, "worksheets/", r't="inlineStr"><is>(.*?)</is>', place_of)
    parts[STRINGS] = f'<sst xmlns="{MAIN}">' + "".join(f"<si>{text}</si>" for text in texts) + "</sst>"
    change(parts, "workbook.xml.rels", "</Relationships>",
           f'<Relationship Type="{OFFICE}/sharedStrings" Target="/{STRINGS}" Id="strings"/></Relationships>')
    change(parts, "Content_Types", "</Types>",
           f'<Override PartName="/{STRINGS}" ContentType="{SHEET_TYPE}.sharedStrings+xml"/></Types>')


@rewrite
def inline_strings(parts):
    """Every text in its cell, and no part of shared ones."""
    texts = re.findall(r"<si>(.*?)</si>", parts.pop(STRINGS), re.DOTALL)
    change(parts, "worksheets/", r't="s"><v>(\d+)</v>',
           lambda match: f't="inlineStr"><is>{texts[int(match[1])]}</is>')
    change(parts, "workbook.xml.rels", r"<Relationship [^>]*sharedStrings[^>]*/>", "")
    change(parts, "Content_Types", r"<Override [^>]*sharedStrings[^>]*/>", "")


@rewrite
def rich_text(parts):
    """Texts in two runs, with a pronunciation, which is no text of the cell."""
    change(parts, STRINGS, r"<si><t[^>]*>([^<&])([^<]+)</t></si>",
           r'<si><r><t xml:space="preserve">\1</t></r><r><rPr><b/></rPr><t xml:space="preserve">\2</t></r>'
           r'<rPh sb="0" eb="1"><t>pinyin</t></rPh></si>')


@rewrite
def absolute_names(parts):
    change(parts, r"^_rels/\.rels", 'Target="([a-z])', r'Target="/\1')
    change(parts, "workbook.xml.rels", 'Target="([a-z])', r'Target="/xl/\1')


@rewrite
def relative_names(parts):
    change(parts, "workbook.xml.rels", 'Target="/xl/', 'Target="')


@rewrite
def roundabout_names(parts):
    change(parts, "workbook.xml.rels", 'Target="/xl/', 'Target="../xl/./')


@rewrite
def other_names(parts):
    """Parts in folders of other names: only relationships say what is what."""
    absolute_names(parts)
    new = {"xl/workbook.xml": "doc/book.xml", STRINGS: "doc/text/all.xml", "xl/styles.xml": "doc/look.xml"}
    new.update({name: "doc/tables/" + posixpath.basename(name) for name in parts if "worksheets/" in name})
    for name in list(parts):
        for old, now in new.items():
            parts[name] = parts[name].replace(f'"/{old}"', f'"/{now}"')
    for old, now in new.items():
        parts[now] = parts.pop(old)
    parts["doc/_rels/book.xml.rels"] = parts.pop("xl/_rels/workbook.xml.rels")


@rewrite
def prefixed(parts):
    """The vocabulary under a prefix, as serializers of .NET write it."""
    names = r"worksheets/|workbook\.xml$|sharedStrings|styles"
    change(parts, names, r"<(/?)([a-zA-Z]+)(?=[\s/>])", r"<\1x:\2")
    change(parts, names, f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')


@rewrite
def strict(parts):
    """ISO/IEC 29500 strict, as Excel saves on request."""
    change(parts, r"\.xml$", re.escape(MAIN), STRICT_MAIN)
    change(parts, r"\.rels$|\.xml$", re.escape(OFFICE), STRICT_OFFICE)


@rewrite
def byte_order_marks(parts):
    change(parts, r"\.xml$|\.rels$", r"\A", "\ufeff")


@rewrite
def comments_between(parts):
    """Remarks and instructions where a parser may meet them, and text cut by CDATA."""
    change(parts, "worksheets/", r"<row ", r"<!-- row --><?app row?><row ")
    change(parts, STRINGS, r"<t>([^<&]+)</t>", r"<t><![CDATA[\1]]></t>")


class Stream(io.RawIOBase):
    """A file that cannot be wound back, so that sizes stand behind the data, as in downloads."""

    def __init__(self, path):
        self.file = open(path, "wb")

    def writable(self):
        return True

    def write(self, data):
        return self.file.write(data)

    def close(self):
        self.file.close()
        super().close()


def encoded(text, utf_16):
    if not utf_16:
        return text.encode()
    return re.sub(r"\A<\?xml[^>]*\?>", '<?xml version="1.0" encoding="UTF-16"?>', text).encode("utf-16")


def save(parts, path, ways):
    method = zipfile.ZIP_STORED if "uncompressed" in ways else zipfile.ZIP_DEFLATED
    names = reversed(list(parts)) if "backwards" in ways else list(parts)
    target = Stream(path) if "streamed" in ways else open(path, "wb")
    with target, zipfile.ZipFile(target, "w", method) as package:
        for name in names:
            package.writestr(name, encoded(parts[name], "utf_16" in ways))


WAYS_TO_SAVE = ["uncompressed", "backwards", "streamed", "utf_16"]


def make(book):
    parts = parts_of(workbook_of(book))
    if book["rewrites"]:
        share_strings(parts)
    for name in book["rewrites"]:
        if name not in WAYS_TO_SAVE:
            REWRITES[name](parts)
    save(parts, book["path"], book["rewrites"])


def main(path):
    with open(path, encoding="utf-8") as file:
        for book in json.load(file):
            make(book)


if __name__ == "__main__":
    main(sys.argv[1])

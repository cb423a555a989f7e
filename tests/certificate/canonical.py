# SPDX-License-Identifier: Apache-2.0
"""The canonical encoding of heng, read and written without knowing any message type.

docs/canonical-encoding.md is the description; this is written from it and shares nothing with the program.

A message is a dict {field number: Field}; values are bool, int, str, bytes or such dicts, lists of them where the field
is a list. Reading refuses everything that the encoding would not have written: fields out of order, defaults, decimals
not in shortest form, bytes left over.
"""

import re
from typing import NamedTuple

VERSION = 1
DECIMAL = re.compile(r"(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?\Z")


class NotCanonical(Exception):
    """The bytes are not what the encoding writes; says where and why."""


class Field(NamedTuple):
    kind: str  # b i e s d y m
    repeated: bool
    value: object


class Encoding(NamedTuple):
    type_name: str
    message: dict


def shortest(text):
    """The shortest form of a decimal; text that is none, or too long, stays as it is."""
    match = DECIMAL.match(text)
    if not match or len(match[2]) + len(match[3] or "") > 38 or len(match[3] or "") > 18:
        return text
    sign, whole, places = match[1], match[2], (match[3] or "").rstrip("0")
    if sign and whole == "0" and not places:
        return text
    return sign + whole + ("." + places if places else "")


class _Reader:
    def __init__(self, data):
        self.data = data
        self.at = 0

    def fail(self, why):
        raise NotCanonical(f"byte {self.at}: {why}")

    def take(self, count):
        if self.at + count > len(self.data):
            self.fail(f"{count} bytes wanted, {len(self.data) - self.at} left")
        self.at += count
        return self.data[self.at - count : self.at]

    def number(self, count):
        return int.from_bytes(self.take(count), "big")

    def text(self):
        data = self.take(self.number(4))
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            self.fail("not UTF-8")

    def value(self, kind):
        if kind == "b":
            value = self.number(1)
            if value > 1:
                self.fail("a bool is 0 or 1")
            return bool(value)
        if kind in "ie":
            size = 8 if kind == "i" else 4
            return int.from_bytes(self.take(size), "big", signed=True)
        if kind == "s":
            return self.text()
        if kind == "d":
            value = self.text()
            if shortest(value) != value:
                self.fail(f"{value!r} is not in shortest form")
            return value
        if kind == "y":
            return self.take(self.number(4))
        if kind == "m":
            size = self.number(4)
            return self.message(self.at + size)
        self.fail(f"unknown kind {kind!r}")

    def kind(self):
        return chr(self.number(1))

    def message(self, end):
        if end > len(self.data):
            self.fail("a message longer than what is left")
        fields, last = {}, 0
        while self.at < end:
            number = self.number(4)
            if number <= last:
                self.fail(f"field {number} stands behind field {last}")
            last = number
            fields[number] = self.field()
        if self.at != end:
            self.fail("a field goes beyond the end of its message")
        return fields

    def field(self):
        kind = self.kind()
        if kind != "r":
            value = self.value(kind)
            if value in (False, 0, "", b"", {}):
                self.fail("a default is written")
            return Field(kind, False, value)
        kind, count = self.kind(), self.number(4)
        if count == 0:
            self.fail("an empty list is written")
        return Field(kind, True, [self.value(kind) for _ in range(count)])


def read(data):
    """Bytes to an Encoding; raises NotCanonical."""
    reader = _Reader(data)
    if reader.number(1) != VERSION:
        reader.fail(f"version {VERSION} wanted")
    result = Encoding(reader.text(), reader.message(len(data)))
    if write(result) != data:
        raise NotCanonical("writing it again gives other bytes")
    return result


def _u32(value):
    return value.to_bytes(4, "big")


def _text(data):
    return _u32(len(data)) + data


def _value(kind, value):
    if kind == "b":
        return bytes([value])
    if kind in "ie":
        return value.to_bytes(8 if kind == "i" else 4, "big", signed=True)
    if kind == "m":
        return _text(_message(value))
    if kind == "d":
        value = shortest(value)
    return _text(value if kind == "y" else value.encode("utf-8"))


def _message(fields):
    data = b""
    for number, field in sorted(fields.items()):
        data += _u32(number)
        if field.repeated:
            data += b"r" + field.kind.encode() + _u32(len(field.value))
            data += b"".join(_value(field.kind, value) for value in field.value)
        else:
            data += field.kind.encode() + _value(field.kind, field.value)
    return data


def write(encoding):
    """An Encoding to bytes."""
    return bytes([VERSION]) + _text(encoding.type_name.encode("utf-8")) + _message(encoding.message)

"""Says how Python's ConfigParser reads ini texts, made as Alembic makes it.

Standard input: JSON list of texts. Standard output: JSON list; for each text null where ConfigParser
raises, else {section: {option: value, or null where interpolation raises}}, with %(here)s "/here".
"""
import configparser
import io
import json
import sys


def read(text):
    parser = configparser.ConfigParser({"here": "/here"})
    try:
        parser.read_file(io.StringIO(text, newline=None))
    except configparser.Error:
        return None
    return {section: options(parser, section) for section in parser.sections()}


def options(parser, section):
    found = {}
    for name in parser.options(section):
        try:
            found[name] = parser.get(section, name)
        except configparser.Error:
            found[name] = None
    return found


json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)

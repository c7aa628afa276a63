"""Which texts Python parses: the whole standard library, and mutants of its smaller files.

Reads {"seed", "mutants"} from standard input. Prints {"accepted": [path...], "rejected": [path...],
"mutants": [[text, accepted]...]}; paths are those of this Python's own library and packages.
"""
import ast
import json
import os
import random
import sys
import sysconfig
import warnings


def parses(source):
    try:
        ast.parse(source)
        return True
    except (SyntaxError, ValueError):
        return False


def library():
    for folder, _, names in os.walk(sysconfig.get_paths()["stdlib"]):
        for name in sorted(names):
            if name.endswith(".py"):
                yield os.path.join(folder, name)


def mutant(text, chance):
    at = chance.randrange(len(text))
    lines = text.split("\n")
    line = chance.randrange(len(lines))
    kind = chance.randrange(6)
    if kind == 0:
        return text[:at]
    if kind == 1:
        return text[:at] + text[at + 1:]
    if kind == 2:
        return text[:at] + chance.choice("()[]{}\"':,= \n\t\\#xX0") + text[at:]
    if kind == 3:
        del lines[line]
    elif kind == 4:
        return text[:at] + text[at + chance.randrange(1, 40):]
    else:
        lines[line] = " " * chance.randrange(1, 5) + lines[line]
    return "\n".join(lines)


def main():
    warnings.simplefilter("ignore")
    task = json.load(sys.stdin)
    chance = random.Random(task["seed"])
    accepted, rejected, small = [], [], []
    for path in library():
        with open(path, "rb") as stream:
            source = stream.read()
        if not parses(source):
            rejected.append(path)
            continue
        accepted.append(path)
        if 300 < len(source) < 12000 and b"coding" not in source[:200]:
            small.append(path)
    mutants = []
    while len(mutants) < task["mutants"]:
        with open(chance.choice(small), encoding="utf-8") as stream:
            text = mutant(stream.read(), chance)
        mutants.append([text, parses(text)])
    json.dump({"accepted": accepted, "rejected": rejected, "mutants": mutants}, sys.stdout)


main()

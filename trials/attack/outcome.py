"""What came of an attack: it held, with what was measured, or it fell."""

import time
import traceback

_attacks = []


class Fell(Exception):
    """Something did not hold, as a sentence."""


class Attack:
    def __init__(self, function, short):
        self.function = function
        self.name = function.__name__.replace("_", " ")
        self.short = short

    def run(self, stage):
        """Prints a line, and answers whether it held."""
        began = time.monotonic()
        try:
            measured = self.function(stage)
            stage.expect_quiet_logs()
            word = "held"
        except Fell as why:
            word, measured = "FELL", str(why)
            stage.forget_logs()
        except Exception as why:
            traceback.print_exc()
            word, measured = "FELL", f"{type(why).__name__}: {why}"
            stage.forget_logs()
        print(f"{word}  {self.name}: {measured} ({time.monotonic() - began:.1f} s)", flush=True)
        return word == "held"


def attack(function):
    """One that is quick."""
    _attacks.append(Attack(function, True))
    return function


def long_attack(function):
    _attacks.append(Attack(function, False))
    return function


def attacks():
    return list(_attacks)


def expect(holds, otherwise):
    if not holds:
        raise Fell(otherwise)


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

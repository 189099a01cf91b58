"""Tries what a stranger, a member, a hostile seeder or downloader can, against whole programs:

    python3 trials/attack [short | WORDS...]

All of it, what is quick alone, or those attacks whose names hold one of the words. ATTACK_P2P and ATTACK_TRACKER
name other programs than bin/p2p and bin/tracker. Ends with 1 if anything fell."""

import signal
import sys
import time

from stage import Stage

import deceiving  # noqa: F401
import generated  # noqa: F401
import halves  # noqa: F401
import limits  # noqa: F401
import logins  # noqa: F401
import machine  # noqa: F401
import relaying  # noqa: F401
import seeding  # noqa: F401
import sessions  # noqa: F401
import wire  # noqa: F401
from outcome import attacks


def chosen(words):
    if words == ["short"]:
        return [one for one in attacks() if one.short]
    return [one for one in attacks() if not words or any(word in one.name for word in words)]


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    began = time.monotonic()
    wanted = chosen(sys.argv[1:])
    if not wanted:
        sys.exit(__doc__)
    stage = Stage()
    try:
        held = [one.run(stage) for one in wanted]
    finally:
        stage.close()
    print(f"{held.count(True)} held, {held.count(False)} fell, in {time.monotonic() - began:.0f} s")
    sys.exit(0 if all(held) else 1)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""What trackers carry: idle peers, one tracker of three killed, news, and one group of a hundred thousand.

The trackers are native where P2P_RUN=native says so. TRACKERS_SMALL=1 has everything a twentieth of the size, to see
whether it works."""

import datetime
import os
import resource
import subprocess
import sys
import time
from types import SimpleNamespace

import report

HERE = os.path.dirname(os.path.abspath(__file__))
SMALL = bool(os.environ.get("TRACKERS_SMALL"))
NATIVE = os.environ.get("P2P_RUN") == "native"
DESCRIPTORS = 65536


def sized(number):
    return str(max(1, number // 20) if SMALL else number)


RUNS = [
    ("Idle peers at one tracker", "IdlePeers", [sized(20000), "20"]),
    ("Three trackers, of which one is killed", "Stampede", [sized(10000), "KILL", "1", "200"]),
    ("News at three trackers, each file's seeders changing once a second", "EventLatency", [sized(1000), "30", sized(3000)]),
    ("One group of very many members, 200 requests a second", "LargeGroup", [sized(100000), "200", "30"]),
]


def carried(program, arguments):
    java = os.path.join(os.environ["JAVA_HOME"], "bin", "java")
    command = [java, "-cp", "bench/target/classes:bench/target/lib/*", f"p2p.bench.{program}", *arguments]
    begin = time.monotonic()
    run = subprocess.run(command, cwd=os.path.dirname(HERE), stdout=subprocess.PIPE, text=True)
    print(run.stdout, flush=True)
    if run.returncode:
        sys.exit(f"{program} ended with {run.returncode}")
    return run.stdout.rstrip(), time.monotonic() - begin


def main():
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    wanted = int(sized(DESCRIPTORS))
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, max(hard, wanted)))
    except (ValueError, OSError):
        sys.exit(f"This wants {wanted} open files, and {hard} are permitted (ulimit -Hn).")
    lines = [
        "# What trackers carry",
        "",
        f"Written by `make bench-trackers` on {datetime.date.today()}, with trackers"
        f" {'as native programs' if NATIVE else 'on the JVM'}; trackers, PostgreSQL and all who ask them share the cores."
        " What each figure is: [README.md](README.md).",
        "",
        *report.machine(SimpleNamespace(folder="/tmp", rounds=1))[:1],
        "",
    ]
    for title, program, arguments in RUNS:
        print(f"{title} ({program} {' '.join(arguments)})", flush=True)
        said, took = carried(program, arguments)
        lines += [f"## {title}", "", f"`{program} {' '.join(arguments)}`, in {took:.0f} s in all:", "", "```text", said, "```", ""]
    if not SMALL:
        with open(os.path.join(HERE, "TRACKERS.md"), "w") as out:
            out.write("\n".join(lines))


main()

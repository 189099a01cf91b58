"""Measures how the programs start and what they take when idle, native and on the JVM by turns;
writes PROGRAMS.md. Wants `make build native` before it."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import ports
import report

ROOT = os.path.dirname(report.HERE)
EXECUTABLES = {"p2p": "cli/target/p2p-runner", "tracker": "tracker/target/tracker-runner"}
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "10"))
SETTLED_SECONDS = 5


class Build:
    """The programs of one build: the native executables themselves, or what starts the JVM's."""

    def __init__(self, name, folder):
        self.name = name
        self.home = os.path.join(folder, name)
        self.figures = {}

    def program(self, which):
        if self.name == "native":
            return os.path.join(ROOT, EXECUTABLES[which])
        return os.path.join(ROOT, "bin", which)

    def p2p(self, *words):
        environment = dict(os.environ, P2P_RUN=self.name)
        command = [self.program("p2p"), "--home", self.home, *words]
        begin = time.monotonic()
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        seconds = time.monotonic() - begin
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}: {done.stderr}")
        return seconds

    def tracker(self, info, number, data):
        environment = dict(os.environ, P2P_RUN=self.name)
        begin = time.monotonic()
        process = subprocess.Popen(
            [self.program("tracker"), info, str(number), "--data", data],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        line = process.stdout.readline()
        if " is ready at " not in line:
            raise RuntimeError(f"the tracker did not start: {line}")
        return process, time.monotonic() - begin

    def add(self, figure, value):
        self.figures.setdefault(figure, []).append(value)


def resident(pid):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


def service_pid(home):
    """The process whose command line names the home; the starter of a detached one has ended."""
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline") as line:
                words = line.read().split("\0")
        except OSError:
            continue
        if home in words and "up" in words:
            return pid
    raise RuntimeError(f"no service runs on {home}")


def one_round(build, folder, info, data):
    build.add("`p2p --version`", build.p2p("--version") * 1000)
    build.add("`p2p up --detach`", build.p2p("up", "--trackers", info, "--detach") * 1000)
    build.add("`p2p status`", build.p2p("status") * 1000)
    tracker, seconds = build.tracker(info, 2, data)
    build.add("`tracker` ready, PostgreSQL runs", seconds * 1000)
    time.sleep(SETTLED_SECONDS)
    build.add("`p2p` service idle", resident(service_pid(build.home)))
    build.add("`tracker` idle", resident(tracker.pid))
    build.p2p("down")
    tracker.communicate("quit\n")


def main():
    folder = tempfile.mkdtemp(prefix="p2p-programs-")
    data = os.path.join(folder, "data")
    info = os.path.join(folder, "tracker_info.txt")
    with open(info, "w") as out:
        out.write(f"127.0.0.1:{ports.take()}\n127.0.0.1:{ports.take()}\n")
    builds = [Build("native", folder), Build("jvm", folder)]
    first, _ = builds[0].tracker(info, 1, data)
    try:
        for number in range(ROUNDS):
            for build in builds:
                one_round(build, folder, info, data)
            print(f"round {number + 1} of {ROUNDS}", flush=True)
    finally:
        first.communicate("quit\n")
        shutil.rmtree(folder, ignore_errors=True)
    write(builds)


def write(builds):
    lines = [
        "# The programs",
        "",
        "Written by `python3 bench/programs.py`: medians of"
        f" {ROUNDS} rounds, native and JVM by turns, {SETTLED_SECONDS} s after the start for memory.",
        "",
        "| | native | JVM |",
        "|---|--:|--:|",
    ]
    for figure in builds[0].figures:
        unit = "MiB" if "idle" in figure else "ms"
        values = [f"{statistics.median(build.figures[figure]):.0f} {unit}" for build in builds]
        lines.append(f"| {figure} | {' | '.join(values)} |")
    for name, path in EXECUTABLES.items():
        size = os.path.getsize(os.path.join(ROOT, path)) / (1 << 20)
        lines.append(f"| `{name}`, the executable | {size:.1f} MiB | |")
    with open(os.path.join(report.HERE, "PROGRAMS.md"), "w") as out:
        out.write("\n".join(lines) + "\n")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()

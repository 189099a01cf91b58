"""Moves a folder of many small files with whole programs, by turns with rsync from a daemon and with
libtorrent; writes FOLDERS.md. Wants `make build`, or `make native` for the native programs.

usage: folders.py [FILES SIZE]...    (20000 files of 16384 bytes when left out)
"""

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import ports
import report
from people import People, timed
from programs import EXECUTABLES, ROOT, resident
from rivals import HERE, PYTHON, has_libtorrent, transfer, wait_for_port

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
FOLDER = os.environ.get("BENCH_DIR", "/dev/shm")
MIB = 1 << 20


def make(folder, files, size):
    """A hundred files in each folder, aged so that nobody has to wait for a tick of the clock."""
    source = random.Random(1)
    for number in range(files):
        inner = os.path.join(folder, f"d{number // 100}")
        os.makedirs(inner, exist_ok=True)
        path = os.path.join(inner, f"f{number}")
        with open(path, "wb") as out:
            out.write(source.randbytes(size))
        os.utime(path, (1_700_000_000, 1_700_000_000))


class Sha256sum:
    """One process that reads and hashes every file, as a measure for sharing."""

    def __init__(self, place, tree):
        self.tree = tree

    def one_round(self):
        find = subprocess.run(
            ["find", self.tree, "-type", "f", "-print0"], capture_output=True, check=True
        )
        began = time.monotonic()
        subprocess.run(
            ["xargs", "-0", "-n", "1000000", "-s", "2000000", "sha256sum"],
            input=find.stdout,
            stdout=subprocess.DEVNULL,
            check=True,
        )
        return {"share": time.monotonic() - began}

    def close(self):
        pass


class Rsync:
    """`rsync -a` from a daemon, which neither encrypts nor verifies what it wrote."""

    def __init__(self, place, tree):
        self.target = os.path.join(place, "rsync-got")
        port = ports.take()
        configuration = os.path.join(place, "rsyncd.conf")
        with open(configuration, "w") as out:
            out.write(
                f"port = {port}\naddress = 127.0.0.1\nuse chroot = no\n[tree]\npath = {tree}\n"
                "uid = 0\ngid = 0\n"
            )
        self.daemon = subprocess.Popen(
            ["rsync", "--daemon", "--no-detach", f"--config={configuration}"]
        )
        wait_for_port(port)
        self.source = f"rsync://127.0.0.1:{port}/tree/"

    def one_round(self):
        seconds = timed(["rsync", "-a", self.source, self.target])
        shutil.rmtree(self.target)
        return {"fetch": seconds}

    def close(self):
        self.daemon.terminate()
        self.daemon.wait()


class Libtorrent:
    def __init__(self, place, tree):
        self.place = place
        self.tree = tree
        self.torrent = os.path.join(place, "tree.torrent")
        self.program = os.path.join(HERE, "libtorrent_peer.py")

    def one_round(self):
        share = timed([PYTHON, self.program, "make", self.tree, self.torrent])
        target = os.path.join(self.place, "libtorrent-got")
        os.mkdir(target)
        with open(os.path.join(self.place, "libtorrent.log"), "w") as log:
            seconds, _, _ = transfer(
                [PYTHON, self.program, "seed", self.torrent, os.path.dirname(self.tree), "0"],
                [PYTHON, self.program, "fetch", self.torrent, target, "0"],
                log,
            )
        shutil.rmtree(target)
        return {"share": share, "fetch": seconds}

    def close(self):
        pass


class P2p:
    def __init__(self, place, tree, build):
        self.people = People(place, build)
        self.tree = tree

    def one_round(self):
        target = self.people.named("got")
        share = self.people.p2p("ann", "upload_file", self.tree, "g")
        fetch = self.people.p2p("bob", "download_file", "g", "tree/", target + "/")
        compare = subprocess.run(["diff", "-r", self.tree, os.path.join(target, "tree")])
        if compare.returncode:
            raise RuntimeError("what arrived is not what was sent")
        memory = resident(self.people.service("bob"))
        for name in ("bob", "ann"):
            self.people.p2p(name, "stop_share", "g", "tree/")
        shutil.rmtree(target)
        return {"share": share, "fetch": fetch, "memory": memory}

    def close(self):
        self.people.close()


def contestants(place, tree):
    yield "sha256sum", Sha256sum(place, tree)
    if shutil.which("rsync"):
        yield "rsync -a from a daemon", Rsync(place, tree)
    if has_libtorrent():
        yield "libtorrent", Libtorrent(place, tree)
    for build in ("native", "jvm"):
        if build == "jvm" or os.path.exists(os.path.join(ROOT, EXECUTABLES["p2p"])):
            yield f"p2p, {build}", P2p(place, tree, build)


def measure(files, size):
    place = tempfile.mkdtemp(prefix="p2p-folders-", dir=FOLDER)
    tree = os.path.join(place, "tree")
    figures = {}
    running = []
    try:
        make(tree, files, size)
        for name, contestant in contestants(place, tree):
            running.append((name, contestant))
        for number in range(ROUNDS):
            for name, contestant in running:
                for what, value in contestant.one_round().items():
                    figures.setdefault(name, {}).setdefault(what, []).append(value)
            print(f"{files} x {size}: round {number + 1} of {ROUNDS}", flush=True)
    finally:
        for _, contestant in running:
            contestant.close()
        shutil.rmtree(place, ignore_errors=True)
    return figures


def shown(figures, what, unit):
    values = figures.get(what)
    if not values:
        return ""
    middle = statistics.median(values)
    if unit == "s":
        return f"{middle:.2f} s ({min(values):.2f}–{max(values):.2f})"
    return f"{middle:.0f} {unit}"


def main():
    words = [int(word) for word in sys.argv[1:]] or [20_000, 16_384]
    lines = [
        "# Folders",
        "",
        "Written by `python3 bench/folders.py"
        + "".join(f" {word}" for word in sys.argv[1:])
        + f"`: medians of {ROUNDS} rounds by turns (least and most), files in {FOLDER}. The times"
        " of p2p are those of its commands from beginning to end, its bytes are encrypted, verified"
        " and synced; rsync's and libtorrent's are none of the first and the last.",
    ]
    for files, size in zip(words[::2], words[1::2]):
        figures = measure(files, size)
        lines += [
            "",
            f"## {files:,} files of {size:,} bytes",
            "",
            "| | share | fetch | service's memory afterwards |",
            "|---|--:|--:|--:|",
        ]
        for name, values in figures.items():
            lines.append(
                f"| {name} | {shown(values, 'share', 's')} | {shown(values, 'fetch', 's')}"
                f" | {shown(values, 'memory', 'MiB')} |"
            )
    with open(os.path.join(report.HERE, "FOLDERS.md"), "w") as out:
        out.write("\n".join(lines) + "\n")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()

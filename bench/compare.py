"""Measures this engine and others side by side, and writes RESULTS.md. See README.md."""

import hashlib
import os
import shutil
import statistics
import sys
import tempfile

from engine import Engine, Hashing, Swarm
from people import Programs
from report import write_report
from rivals import Aria2, Libtorrent, Nginx

MIB = 1 << 20


class Bench:
    """What all measurements share: the folder, the random file, and where errors go."""

    def __init__(self):
        self.rounds = int(os.environ.get("BENCH_ROUNDS", "5"))
        self.size = int(os.environ.get("BENCH_MIB", "1024")) * MIB
        self.only = os.environ.get("BENCH_ONLY", "")
        home = os.environ.get("BENCH_DIR", "/dev/shm")
        self.folder = tempfile.mkdtemp(prefix="p2p-bench-", dir=home)
        self.source = os.path.join(self.folder, "source", "random")
        self.log = open(os.path.join(self.folder, "log"), "w+")
        self.digest = None

    def make_source(self):
        os.makedirs(os.path.dirname(self.source))
        digest = hashlib.sha256()
        with open(self.source, "wb") as out:
            for _ in range(self.size // MIB):
                block = os.urandom(MIB)
                digest.update(block)
                out.write(block)
        self.digest = digest.digest()

    def target(self, name="target"):
        path = os.path.join(self.folder, name)
        shutil.rmtree(path, ignore_errors=True)
        os.makedirs(path)
        return path

    def verify(self, folder):
        with open(os.path.join(folder, os.path.basename(self.source)), "rb") as file:
            if hashlib.file_digest(file, "sha256").digest() != self.digest:
                raise RuntimeError("the bytes that arrived are not the bytes that were sent")


class Sample:
    """What one program took, over all rounds."""

    def __init__(self):
        self.rates = []
        self.seeder_cpu = []
        self.fetcher_cpu = []
        self.seeder_rss = 0
        self.fetcher_rss = 0

    def add(self, mib, seconds, seeder, fetcher):
        self.rates.append(mib / seconds)
        self.seeder_cpu.append(seeder.cpu)
        self.fetcher_cpu.append(fetcher.cpu)
        self.seeder_rss = max(self.seeder_rss, seeder.rss)
        self.fetcher_rss = max(self.fetcher_rss, fetcher.rss)

    def rate(self):
        return statistics.median(self.rates)


def compare(bench, contestants):
    samples = {contestant.name: Sample() for contestant in contestants}
    for number in range(bench.rounds):
        for contestant in contestants:
            target = bench.target()
            seconds, seeder, fetcher = contestant.run(target)
            bench.verify(target)
            samples[contestant.name].add(bench.size / MIB, seconds, seeder, fetcher)
            say(f"round {number + 1}: {contestant.name}: {bench.size / MIB / seconds:.0f} MiB/s")
    return samples


def say(line):
    print(line, flush=True)


def main():
    bench = Bench()
    contestants = []
    try:
        bench.make_source()
        everybody = [
            Engine(bench, encrypted=False, native=True),
            Engine(bench, encrypted=True, native=True),
            Engine(bench, encrypted=False, native=False),
            Engine(bench, encrypted=True, native=False),
            Programs(bench, native=True),
            Programs(bench, native=False),
            Libtorrent(bench),
            Aria2(bench),
            Nginx(bench),
        ]
        before = os.environ.get("BENCH_BEFORE")
        if before:
            everybody += [Engine(bench, encrypted, native=True, before=before) for encrypted in (False, True)]
        before = os.environ.get("BENCH_PROGRAM_BEFORE")
        if before:
            everybody.append(Programs(bench, native=True, before=before))
        missing = []
        for one in everybody:
            if bench.only and bench.only not in one.name:
                continue
            lacks = one.missing()
            if lacks:
                missing.append(f"{one.name} was not measured: {lacks} is not installed.")
                say(missing[-1])
            else:
                contestants.append(one)
                one.prepare()
        samples = compare(bench, contestants)
        if bench.only:
            return
        swarms = [
            swarm.measure(say)
            for swarm in (Swarm(bench, native=True), Swarm(bench, native=False))
            if not swarm.engine.missing()
        ]
        hashing = Hashing(bench).measure(say)
        write_report(bench, samples, missing, swarms, hashing)
    except RuntimeError as failure:
        bench.log.flush()
        bench.log.seek(0)
        sys.exit(f"{failure}\n{bench.log.read()[-4000:]}")
    finally:
        for programs in (one for one in contestants if isinstance(one, Programs)):
            programs.close()
        shutil.rmtree(bench.folder, ignore_errors=True)


if __name__ == "__main__":
    main()

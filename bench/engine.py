"""This engine: one to one, eight fed by one, and the hashing of a file."""

import os
import shutil
import statistics
import subprocess
import time

from processes import Peer, busy_seconds
from rivals import transfer

HERE = os.path.dirname(os.path.abspath(__file__))
MIB = 1 << 20
NATIVE = os.path.join(HERE, "target", "engine-peer-runner")
PEERS = 8
ROUNDS = 3
LIMIT = 50 * MIB


def java(main, *arguments, heap="128m"):
    home = os.environ.get("JAVA_HOME")
    program = os.path.join(home, "bin", "java") if home else "java"
    classes = os.path.join(HERE, "target", "classes")
    libraries = os.path.join(HERE, "target", "lib", "*")
    return [
        program,
        f"-Xmx{heap}",
        "-XX:+UseSerialGC",
        "--sun-misc-unsafe-memory-access=allow",
        "--enable-native-access=ALL-UNNAMED",
        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
        "-cp",
        f"{classes}:{libraries}",
        f"p2p.bench.{main}",
        *map(str, arguments),
    ]


class Engine:
    """Both ends on Java machines, or both as the native program that people run."""

    def __init__(self, bench, encrypted, native, before=None):
        self.bench = bench
        self.native = native
        self.program = before or NATIVE
        self.encryption = "on" if encrypted else "off"
        self.name = "p2p" + (", encrypted" if encrypted else "") + (", native" if native else ", JVM")
        self.name += ", before" if before else ""
        self.manifest = os.path.join(bench.folder, "manifest")

    def missing(self):
        built = not self.native or os.path.exists(self.program)
        return None if built else "a native-image (GRAALVM_HOME)"

    def prepare(self):
        subprocess.run(
            java("EngineMain", "manifest", self.bench.source, self.manifest), check=True
        )

    def peer(self, *arguments):
        if self.native:
            return [self.program, "-Xmx128m", *map(str, arguments)]
        return java("EngineMain", *arguments)

    def seeder(self, rate=0):
        return self.peer("seed", self.bench.source, self.manifest, self.encryption, rate)

    def fetcher(self, folder):
        target = os.path.join(folder, os.path.basename(self.bench.source))
        return self.peer("fetch", target, self.manifest, self.encryption, 0)

    def run(self, target):
        return transfer(self.seeder(), self.fetcher(target), self.bench.log)


class Swarm:
    """One seeder that gives 50 MiB/s, and eight downloaders who must feed each other."""

    def __init__(self, bench, native):
        self.bench = bench
        self.engine = Engine(bench, encrypted=False, native=native)

    def measure(self, say):
        outcome = SwarmOutcome(self.engine.name, self.bench.size / LIMIT)
        for _ in range(min(self.bench.rounds, ROUNDS)):
            self.run(outcome)
        say(f"one to eight: {outcome}")
        return outcome

    def run(self, outcome):
        engine = self.engine
        engine.prepare()
        folders = [self.bench.target(f"swarm{number}") for number in range(PEERS)]
        peers = [Peer(engine.seeder(LIMIT), self.bench.log)]
        try:
            peers += [Peer(engine.fetcher(folder), self.bench.log) for folder in folders]
            contacts = [peer.expect("ready")[0] for peer in peers]
            for peer in peers:
                peer.begin()
            began, busy = time.monotonic(), busy_seconds()
            for number, peer in enumerate(peers[1:], start=1):
                others = contacts[:number] + contacts[number + 1 :]
                peer.tell("go " + " ".join(others))
            given = sum(int(peer.expect("done")[0]) for peer in peers[1:])
            seconds, busy = time.monotonic() - began, busy_seconds() - busy
            cpu = sum(peer.cost().cpu for peer in peers)
        finally:
            for peer in peers:
                peer.end()
        for folder in folders:
            self.bench.verify(folder)
            shutil.rmtree(folder)
        others = (busy - cpu) / seconds / os.cpu_count()
        outcome.add(seconds, given / self.bench.size, cpu, others)


class SwarmOutcome:
    """What each round of the eight took."""

    def __init__(self, name, ideal):
        self.name = name
        self.ideal = ideal
        self.rounds = []

    def add(self, seconds, copies, cpu, others):
        self.rounds.append((seconds, copies, cpu, max(0.0, others)))

    def median(self, what):
        return statistics.median(each[what] for each in self.rounds)

    def __str__(self):
        ratios = sorted(each[0] / self.ideal for each in self.rounds)
        return (
            f"{self.name}: all eight had the file after {self.median(0):.2f} s,"
            f" **{self.median(0) / self.ideal:.2f}** times the ideal {self.ideal:.2f} s (the size over"
            f" 50 MiB/s; {len(ratios)} rounds, {ratios[0]:.2f} to {ratios[-1]:.2f})."
            f" The seeder gave {self.median(1):.2f} copies. All nine processes used"
            f" {self.median(2):.1f} s of processor time, other programs {self.median(3):.0%} of the"
            " processors meanwhile."
        )


class Hashing:
    """A manifest's two hashes beside one SHA-256 on one core."""

    def __init__(self, bench):
        self.bench = bench

    def measure(self, say):
        rounds = self.bench.rounds + 2
        output = subprocess.run(
            java("HashRate", self.bench.source, rounds), check=True, capture_output=True, text=True
        ).stdout
        lines = [line.split() for line in output.splitlines()][2:]
        one = statistics.median(float(line[1]) for line in lines)
        manifest = statistics.median(float(line[3]) for line in lines)
        say(f"hashing: one SHA-256 {one:.2f} s, manifest {manifest:.2f} s: {manifest / one:.2f}")
        return one, manifest

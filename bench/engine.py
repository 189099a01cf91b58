"""This engine: one to one, eight fed by one, and the hashing of a file."""

import os
import shutil
import statistics
import subprocess
import time

from processes import Peer
from rivals import transfer

HERE = os.path.dirname(os.path.abspath(__file__))
MIB = 1 << 20
NATIVE = os.path.join(HERE, "target", "engine-peer-runner")
PEERS = 8
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

    def __init__(self, bench, encrypted, native):
        self.bench = bench
        self.native = native
        self.encryption = "on" if encrypted else "off"
        self.name = "p2p" + (", encrypted" if encrypted else "") + (", native" if native else ", JVM")
        self.manifest = os.path.join(bench.folder, "manifest")

    def missing(self):
        built = not self.native or os.path.exists(NATIVE)
        return None if built else "a native-image (GRAALVM_HOME)"

    def prepare(self):
        subprocess.run(
            java("EngineMain", "manifest", self.bench.source, self.manifest), check=True
        )

    def peer(self, *arguments):
        if self.native:
            return [NATIVE, "-Xmx128m", *map(str, arguments)]
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
        engine = self.engine
        engine.prepare()
        folders = [self.bench.target(f"swarm{number}") for number in range(PEERS)]
        peers = [Peer(engine.seeder(LIMIT), self.bench.log)]
        try:
            peers += [Peer(engine.fetcher(folder), self.bench.log) for folder in folders]
            contacts = [peer.expect("ready")[0] for peer in peers]
            for peer in peers:
                peer.begin()
            began = time.monotonic()
            for number, peer in enumerate(peers[1:], start=1):
                others = contacts[:number] + contacts[number + 1 :]
                peer.tell("go " + " ".join(others))
            given = 0
            for peer in peers[1:]:
                given += int(peer.expect("done")[0])
            seconds = time.monotonic() - began
            cpu = sum(peer.cost().cpu for peer in peers)
        finally:
            for peer in peers:
                peer.end()
        for folder in folders:
            self.bench.verify(folder)
            shutil.rmtree(folder)
        ideal = self.bench.size / LIMIT
        outcome = SwarmOutcome(engine.name, seconds, ideal, given / self.bench.size, cpu)
        say(f"one to eight: {outcome}")
        return outcome


class SwarmOutcome:
    def __init__(self, name, seconds, ideal, copies, cpu):
        self.name = name
        self.seconds = seconds
        self.ideal = ideal
        self.copies = copies
        self.cpu = cpu

    def __str__(self):
        return (
            f"{self.name}: all eight had the file after {self.seconds:.2f} s,"
            f" **{self.seconds / self.ideal:.3f}** times the ideal {self.ideal:.2f} s (the size over"
            f" 50 MiB/s). The seeder gave {self.copies:.3f} copies; all nine processes used"
            f" {self.cpu:.1f} s of processor time."
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

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
        "-cp",
        f"{classes}:{libraries}",
        f"p2p.bench.{main}",
        *map(str, arguments),
    ]


class Engine:
    def __init__(self, bench, encrypted):
        self.bench = bench
        self.encryption = "on" if encrypted else "off"
        self.name = "p2p, encrypted" if encrypted else "p2p"
        self.manifest = os.path.join(bench.folder, "manifest")

    def missing(self):
        return None

    def prepare(self):
        subprocess.run(
            java("EnginePeer", "manifest", self.bench.source, self.manifest), check=True
        )

    def seeder(self, rate=0):
        return java(
            "EnginePeer", "seed", self.bench.source, self.manifest, self.encryption, rate
        )

    def fetcher(self, folder):
        target = os.path.join(folder, os.path.basename(self.bench.source))
        return java("EnginePeer", "fetch", target, self.manifest, self.encryption, 0)

    def run(self, target):
        return transfer(self.seeder(), self.fetcher(target), self.bench.log)


class Swarm:
    """One seeder that gives 50 MiB/s, and eight downloaders who must feed each other."""

    def __init__(self, bench):
        self.bench = bench

    def measure(self, say):
        engine = Engine(self.bench, encrypted=False)
        engine.prepare()
        folders = [self.bench.target(f"swarm{number}") for number in range(PEERS)]
        peers = [Peer(engine.seeder(LIMIT), self.bench.log)]
        try:
            peers += [Peer(engine.fetcher(folder), self.bench.log) for folder in folders]
            contacts = [peer.expect("ready")[0] for peer in peers]
            began = time.monotonic()
            for number, peer in enumerate(peers[1:], start=1):
                others = contacts[:number] + contacts[number + 1 :]
                peer.tell("go " + " ".join(others))
            for peer in peers[1:]:
                peer.expect("done")
            seconds = time.monotonic() - began
        finally:
            for peer in peers:
                peer.end()
        for folder in folders:
            self.bench.verify(folder)
            shutil.rmtree(folder)
        ideal = self.bench.size / LIMIT
        say(f"one to eight: {seconds:.2f} s, ideal {ideal:.2f} s: {seconds / ideal:.3f}")
        return seconds, ideal


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

"""Seeders who send what is wrong, break the wire's rules, or send nothing at all."""

import contextlib
import os
import socket
import ssl
import struct
import threading
import time

import download as wire
from members import Member, frame
from outcome import attack, expect, long_attack

UP = "2MiB"


class Hostile:
    """Somebody who says that they have all of a file, at a port where something else happens."""

    def __init__(self, stage, file, once_unchoked):
        self.once_unchoked = once_unchoked
        self.member = Member(stage)
        self.server = socket.create_server(("127.0.0.1", 0))
        self.context = self.member.key.context(server=True)
        self.context.verify_mode = ssl.CERT_NONE
        self.greeted = []
        self.over = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()
        session = self.member.attach(listen="127.0.0.1:%d" % self.server.getsockname()[1])
        reachability = session.awaits("reachability")
        if not reachability or not reachability["reachable"]:
            raise RuntimeError(f"the hostile seeder is not reached: {reachability}")
        grant = self.member.grant(file)
        self.manifest = grant["manifest"]
        session.serves({"group": "g", "file": file, "id": grant["id"]})
        expect(not session.awaits("serve-refused", 1), "the hostile seeder may not serve")

    def _accept(self):
        while not self.over.is_set():
            with contextlib.suppress(OSError):
                connection, _ = self.server.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, plain):
        with contextlib.suppress(OSError, struct.error, ValueError):
            plain.settimeout(60)
            connection = self.context.wrap_socket(plain, server_side=True)
            stream = connection.makefile("rb")
            kind, _ = self.read(stream)
            if kind != wire.HELLO:
                return
            self.greeted.append(time.monotonic())
            pieces = -(-self.manifest["size"] // self.manifest["pieceSize"])
            has = bytearray(-(-pieces // 8))
            for piece in range(pieces):
                has[piece // 8] |= 1 << piece % 8
            connection.sendall(frame(wire.WELCOME, struct.pack(">HI", 1, pieces) + has) + frame(wire.UNCHOKE))
            self.once_unchoked(self, connection, stream)

    @staticmethod
    def read(stream):
        (length,) = struct.unpack(">I", stream.read(4))
        got = stream.read(length)
        return got[0], got[1:]

    def close(self):
        self.over.set()
        self.server.close()
        self.member.close()


def wrong_bytes(seeder, connection, stream):
    while True:
        kind, body = seeder.read(stream)
        if kind == wire.REQUEST:
            piece, offset, length = struct.unpack(">III", body)
            connection.sendall(frame(wire.DATA, struct.pack(">II", piece, offset) + os.urandom(length)))
        elif kind == wire.BYE:
            return


def break_the_protocol(seeder, connection, stream):
    connection.sendall(frame(77, b"what is this"))
    while seeder.read(stream)[0] != wire.BYE:
        pass


def send_nothing(seeder, _, stream):
    while seeder.read(stream)[0] != wire.BYE:
        pass


def what_nobody_asked_for(seeder, connection, stream):
    kind, body = seeder.read(stream)
    while kind != wire.REQUEST:
        kind, body = seeder.read(stream)
    piece, offset, length = struct.unpack(">III", body)
    connection.sendall(frame(wire.DATA, struct.pack(">II", piece, offset + length) + b"x" * 100))
    while seeder.read(stream)[0] != wire.BYE:
        pass


def drip(seeder, connection, stream):
    """One byte a second of each request, for ever."""
    kind, body = seeder.read(stream)
    while kind != wire.REQUEST:
        kind, body = seeder.read(stream)
    piece, offset, length = struct.unpack(">III", body)
    for at in range(length):
        connection.sendall(frame(wire.DATA, struct.pack(">II", piece, offset + at) + b"x"))
        time.sleep(1)


def downloaded_beside(stage, file, mib, *behaviours):
    """Bob's seconds, and how often each of the hostile ones was greeted."""
    stage.shared(file, mib)
    stage.people.p2p("ann", "set_limit", "--up", UP)
    hostile = []
    try:
        for behaviour in behaviours:
            hostile.append(Hostile(stage, file, behaviour))
        seconds = stage.downloaded(file, timeout=180)
        return seconds, [len(one.greeted) for one in hostile]
    finally:
        stage.people.p2p("ann", "set_limit", "--up", "0")
        for one in hostile:
            one.close()


@attack
def seeders_of_wrong_bytes_spoil_nothing(stage):
    seconds, greeted = downloaded_beside(stage, "wrong.bin", 8, wrong_bytes, wrong_bytes)
    expect(max(greeted) >= 1, "no hostile seeder was asked")
    expect(max(greeted) <= 4, f"who sent wrong bytes was greeted {greeted} times")
    return f"two of them, greeted {greeted} times; 8 MiB at {UP} a second right after {seconds:.1f} s"


@long_attack
def seeders_who_break_the_protocol_are_tried_ever_more_seldom(stage):
    seconds, greeted = downloaded_beside(stage, "broken.bin", 40, break_the_protocol, what_nobody_asked_for)
    expect(min(greeted) >= 1, "a hostile seeder was not asked")
    expect(max(greeted) <= seconds / 2, f"in {seconds:.0f} s they were greeted {greeted} times")
    return f"greeted {greeted} times in {seconds:.1f} s, and the bytes are right"


@long_attack
def seeders_who_send_nothing_hold_no_download_up(stage):
    seconds, greeted = downloaded_beside(stage, "silent.bin", 8, send_nothing, drip)
    expect(seconds < 60, f"8 MiB at {UP} a second took {seconds:.0f} s")
    return f"greeted {greeted} times; 8 MiB at {UP} a second right after {seconds:.1f} s"


@long_attack
def all_kinds_of_hostile_seeders_together_spoil_nothing(stage):
    kinds = (wrong_bytes, break_the_protocol, send_nothing, what_nobody_asked_for, drip)
    seconds, greeted = downloaded_beside(stage, "all.bin", 30, *kinds)
    expect(seconds < 120, f"30 MiB at {UP} a second took {seconds:.0f} s")
    return f"greeted {greeted} times; 30 MiB at {UP} a second right after {seconds:.1f} s"

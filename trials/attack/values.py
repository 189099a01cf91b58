"""What is made up for a request: sometimes right, sometimes malformed, sometimes huge."""

import base64
import hashlib
import json
import struct

TEXTS = [
    "",
    " ",
    "\0",
    "\n",
    "a\r\nX-Evil: 1",
    "..",
    "../../q/metrics",
    "%00",
    "%2e%2e%2f",
    "'; drop table account; --",
    "${jndi:ldap://127.0.0.1/x}",
    "<script>alert(1)</script>",
    "\u202egpj.exe",
    "\u2066a\u2069",
    "a\u2028b",
    "\ufeff",
    "\ud800",
    "\U0001f4a9" * 20,
    "e\u0301",
    "аnn",
    "A" * 65,
    "A" * 1025,
    "x" * 60_000,
    "-1",
    "1e999",
    "null",
]
NUMBERS = [0, 1, -1, 2, 20, 21, 500, 501, 10**400]
NUMBERS += [near + off for near in (2**31, -(2**31), 2**63, -(2**63)) for off in (-1, 0)]
TIMES = [
    "2026-02-01T09:30:00Z",
    "+999999999-12-31T23:59:59Z",
    "-1000000000-01-01T00:00:00Z",
    "2026-02-30T00:00:00Z",
    "yesterday",
]
ADDRESSES = [
    "127.0.0.1:7979",
    "127.0.0.1:0",
    "0.0.0.0:1",
    "[::1]:65535",
    "[::ffff:1.2.3.4%lo]:1",
    "host:65536",
    "a" * 300 + ":1",
    ":1",
    "localhost",
]
WRONG = [None, True, False, 0, 1.5, -0.0, "", "text", [], {}, [[]], {"a": {"b": []}}, [None] * 1000]
MEDIA = ["text/plain", "application/xml", "", "application/json;charset=utf-16", "a" * 3000, "*/*", "application/json, text/html"]


def manifest(content, piece=1 << 18):
    """That of a single file of such bytes."""
    pieces = [content[at : at + piece] for at in range(0, len(content), piece)]
    return {
        "size": len(content),
        "pieceSize": piece,
        "algorithm": "sha-256",
        "pieceHashes": coded(b"".join(hashlib.sha256(one).digest() for one in pieces)),
        "fileHash": coded(hashlib.sha256(content).digest()),
    }


def coded(data):
    return base64.b64encode(data).decode()


def file_id(described):
    head = struct.pack(">BQI", 1, described["size"], described["pieceSize"])
    return hashlib.sha256(b"p2p file 1\n" + head + base64.b64decode(described["pieceHashes"])).hexdigest()


class Values:
    """Of one random source; known are values that mean something, by the name of the field."""

    def __init__(self, random, document, known):
        self.random = random
        self.document = document
        self.known = known

    def text(self, name):
        known = self.known(name)
        if known and self.random.random() < 0.75:
            return self.random.choice(known)
        return self.random.choice(TEXTS)

    def parameter(self, described):
        schema = self.document.resolve(described["schema"])
        known = self.known(described["name"])
        if known and self.random.random() < 0.75:
            return str(self.random.choice(known))
        if schema.get("type") == "integer" and self.random.random() < 0.8:
            return str(self.random.choice(NUMBERS))
        return self.random.choice(TEXTS)

    def value(self, schema, name="", depth=0):
        """By its schema, now and then of another type."""
        if self.random.random() < 0.04:
            return self.random.choice(WRONG)
        schema = self.document.resolve(schema)
        if "enum" in schema:
            return self.random.choice(schema["enum"] + TEXTS[:2])
        kind = schema.get("type", "string")
        kind = kind if isinstance(kind, str) else kind[0]
        if kind == "object" and self.known(name) and self.random.random() < 0.6:
            return self.random.choice(self.known(name))
        if kind == "object" and depth < 6:
            return {
                field: self.value(of, field, depth + 1)
                for field, of in schema.get("properties", {}).items()
                if self.random.random() < 0.85
            }
        if kind == "array":
            return [self.value(schema["items"], name, depth + 1) for _ in range(self.random.randint(0, 3))]
        if kind == "integer":
            likely = self.known(name) if self.random.random() < 0.6 else None
            return self.random.choice(likely or NUMBERS)
        if kind == "boolean":
            return self.random.random() < 0.5
        if schema.get("format") == "date-time":
            return self.random.choice(TIMES)
        if schema.get("format") in ("binary", "byte"):
            length = self.random.choice([0, 20, 32, 64, 91, 3200])
            return self.random.choice([coded(self.random.randbytes(length)), "=", "*"])
        return self.text(name)

    def body(self, schema):
        """The bytes of a body: JSON of the schema, or broken in one of many ways."""
        made = self.value(schema)
        if not isinstance(made, dict):
            return json.dumps(made).encode()
        way = self.random.random()
        if way < 0.7:
            return json.dumps(made).encode()
        return self.random.choice(self._broken(made))

    def _broken(self, made):
        good = json.dumps(made).encode()
        some = next(iter(made), "name")
        return [
            b"",
            b"null",
            b"[" * 50_000,
            b'{"a":' * 20_000,
            good[: self.random.randint(0, len(good))],
            good + good,
            good.replace(b"{", b'{"unknown":1,', 1),
            good.replace(b"{", b'{"%s":1,"%s":2,' % (some.encode(), some.encode()), 1),
            good.replace(b'"', b"'"),
            json.dumps(made, ensure_ascii=False).encode("utf-16", "surrogatepass"),
            good + b"\xff\xfe\x00",
            b'{"%s":1e%d}' % (some.encode(), 10**6),
            b'{"%s":%s}' % (some.encode(), b"9" * 50_000),
            b'{"%s":"%s"}' % (some.encode(), b"\\u0000" * 8000),
            json.dumps({**made, some: "x" * 70_000}).encode(),
            json.dumps({f"field{i}": i for i in range(3000)}).encode(),
            self.random.randbytes(self.random.randint(1, 4000)),
        ]

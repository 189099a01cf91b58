"""The trackers' OpenAPI document: its operations, what they take, and whether an answer is as it says."""

import re

METHODS = ("get", "put", "post", "delete", "patch")
TYPES = {
    "string": lambda v: isinstance(v, str),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "number": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
    "boolean": lambda v: isinstance(v, bool),
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "null": lambda v: v is None,
}


class Operation:
    def __init__(self, document, method, path, described):
        self.method = method.upper()
        self.path = path
        self.name = f"{self.method} {path}"
        self.open = not described.get("security")
        parameters = [document.resolve(p) for p in described.get("parameters", [])]
        self.in_path = [p for p in parameters if p["in"] == "path"]
        self.in_query = [p for p in parameters if p["in"] == "query"]
        self.responses = described["responses"]
        content = described.get("requestBody", {}).get("content", {})
        self.body = content.get("application/json", {}).get("schema")

    def answer_schema(self, status):
        content = self.responses.get(str(status), {}).get("content", {})
        return content.get("application/json", {}).get("schema")


class Document:
    def __init__(self, given):
        self.given = given
        self.operations = [
            Operation(self, method, path, operations[method])
            for path, operations in given["paths"].items()
            for method in METHODS
            if method in operations
        ]
        described = given["components"]["schemas"]["Problem"]["description"]
        self.refusals = {
            label: int(status)
            for label, status in re.findall(r"`urn:p2p:problem:([a-z-]+)` \((\d+)\)", described)
        }

    def resolve(self, schema):
        while "$ref" in schema:
            found = self.given
            for part in schema["$ref"].split("/")[1:]:
                found = found[part]
            schema = found
        return schema

    def why_not(self, value, schema, where="the answer"):
        """What is wrong with a value, or nothing."""
        schema = self.resolve(schema)
        choices = schema.get("anyOf") or schema.get("oneOf")
        if choices:
            reasons = [self.why_not(value, choice, where) for choice in choices]
            return None if None in reasons else reasons[0]
        kinds = schema.get("type", [])
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if kinds and not any(TYPES[kind](value) for kind in kinds):
            return f"{where} is {value!r}, not of {'/'.join(kinds)}"
        if "enum" in schema and value not in schema["enum"]:
            return f"{where} is {value!r}, none of {schema['enum']}"
        if "pattern" in schema and isinstance(value, str) and not re.search(schema["pattern"], value):
            return f"{where} is {value!r}, not of the form {schema['pattern']}"
        if isinstance(value, dict):
            return self._why_not_object(value, schema, where)
        if isinstance(value, list) and "items" in schema:
            reasons = (self.why_not(v, schema["items"], f"{where}[{i}]") for i, v in enumerate(value))
            return next((reason for reason in reasons if reason), None)
        return None

    def _why_not_object(self, value, schema, where):
        known = schema.get("properties", {})
        for name in schema.get("required", []):
            if name not in value:
                return f"{where} has no {name}"
        for name, one in value.items():
            if known and name not in known:
                return f"{where} has {name}, which is not described"
            reason = self.why_not(one, known[name], f"{where}.{name}") if known else None
            if reason:
                return reason
        return None

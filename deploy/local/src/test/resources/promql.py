"""Parses PromQL: a JSON list of expressions in, a JSON list of {error} or {metrics} out."""
import json
import sys

import promql_parser


def metrics(node):
    if type(node).__name__ == "VectorSelector":
        return {node.name}
    inner = [getattr(node, name, None) for name in ("expr", "lhs", "rhs", "param", "vector_selector")]
    inner += list(getattr(node, "args", []) or [])
    return set().union(*(metrics(each) for each in inner if each is not None))


def judged(expression):
    try:
        return {"metrics": sorted(metrics(promql_parser.parse(expression)))}
    except ValueError as error:
        return {"error": str(error)}


json.dump([judged(each) for each in json.load(sys.stdin)], sys.stdout)

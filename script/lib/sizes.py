"""The tail of files and functions: what to look at monthly, never a reason to fail (house.md 2.6)."""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILE_LINES, FUNCTION_LINES = 300, 30
SHOWN = 15


def main() -> int:
    """Print the longest files and functions, and which share keeps to the sizes hoped for."""
    files: list[tuple[int, str]] = []
    functions: list[tuple[int, str]] = []
    for folder in ("essaim", "config", "script", "tests"):
        for path in (ROOT / folder).rglob("*.py"):
            if "migrations" in path.parts:
                continue
            text, name = path.read_text(), str(path.relative_to(ROOT))
            files.append((text.count("\n"), name))
            functions += [
                ((node.end_lineno or node.lineno) - node.lineno + 1, f"{name}:{node.lineno} {node.name}")
                for node in ast.walk(ast.parse(text))
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            ]
    for title, found, hoped in (("files", files, FILE_LINES), ("functions", functions, FUNCTION_LINES)):
        found.sort(reverse=True)
        within = sum(size <= hoped for size, _ in found)
        median = found[len(found) // 2][0]
        print(f"{len(found)} {title}, median {median} lines, {within / len(found):.1%} within {hoped}")
        for size, name in found[:SHOWN]:
            if size > hoped:
                print(f"  {size:>5}  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

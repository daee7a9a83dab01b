"""Tables of states: from one table come checks, buttons, tests and the picture in the documentation."""

from collections.abc import Collection, Mapping


def diagram(table: Mapping[str, Collection[str]]) -> str:
    """A table ``{state: states it can go on to}`` as a Mermaid diagram; the documentation carries exactly this text.

    The first state, and every state nothing leads to, is where a thing begins; the ways
    from a state stand in the order of the table.
    """
    names = list(table)
    reached = {target for targets in table.values() for target in targets}
    lines = ["stateDiagram-v2"]
    lines += [f"    [*] --> {state}" for number, state in enumerate(names) if number == 0 or state not in reached]
    for source, targets in table.items():
        lines += [f"    {source} --> {target}" for target in names if target in targets]
        if not targets:
            lines.append(f"    {source} --> [*]")
    return "\n".join(lines)

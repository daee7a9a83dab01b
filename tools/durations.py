"""Which files of tests take how long, of the last ``make test``: ``python tools/durations.py [HOW MANY]``."""

import sys
from collections import Counter, defaultdict
from pathlib import Path
from xml.etree import ElementTree

LOGS = Path(__file__).resolve().parent.parent / ".build" / "test"


def main() -> None:
    """Prints, for each step of pytest, the files that took longest: seconds, tests, name."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    for log in sorted(LOGS.glob("*.xml")):
        seconds: dict[str, float] = defaultdict(float)
        tests: Counter[str] = Counter()
        for case in ElementTree.parse(log).getroot().iter("testcase"):
            seconds[case.get("classname", "")] += float(case.get("time", "0"))
            tests[case.get("classname", "")] += 1
        print(f"{log.stem}: {sum(seconds.values()):.0f} s, {sum(tests.values()):,} tests")
        for name, taken in sorted(seconds.items(), key=lambda one: -one[1])[:most]:
            print(f"{taken:8.1f} s {tests[name]:6,}  {name}")


if __name__ == "__main__":
    main()

"""``python -m benchmarks.marketplace [FOLDER]``: measures the scheduler and prints tables.

    FOLDER                 published instances with published.csv (../shared/data/b2b)
    --plain-limit 30       seconds for each case of the straightforward model; 0 leaves it out
    --seeds 1              how many seeds the published cases are solved with
    --only NAME            only published cases with this in their name
    --without-fairs        leaves out the fairs of our own
    --large                also fairs ten times as large, ten minutes each
"""

import argparse
import os
from pathlib import Path

import django

from ..server import ROOT

DEFAULT = ROOT.parent / "shared" / "data" / "b2b"


def main() -> None:
    """Measures everything asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--plain-limit", type=float, default=30.0)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--without-fairs", action="store_true")
    parser.add_argument("--large", action="store_true")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convoke.settings.development")
    django.setup()
    from . import fairs, published  # noqa: PLC0415

    print(f"Compiling the annealing, once for each installation: {fairs.compiled():.1f} s")
    print(fairs.pace())
    if (options.folder / "published.csv").exists():
        for seed in range(1, options.seeds + 1):
            print(f"\nPublished instances, {options.workers} workers, seed {seed}\n\n{published.HEAD}")
            found = []
            for one in published.measure(
                options.folder, workers=options.workers, seed=seed, only=options.only,
                plain_limit=options.plain_limit if seed == 1 else 0,
            ):
                found.append(one)
                print(one.line, flush=True)
            print("\n" + "\n".join(published.summary(found)))
            print(fairs.pace())
    else:
        print(f"\nThere are no published instances in {options.folder}; the fairs of our own are measured alone.")
    if not options.without_fairs:
        print(f"\nFairs of our own, {options.workers} workers\n")
        for fair in fairs.fairs(1):
            result, line = fairs.solved(fair, workers=options.workers, seed=1)
            print(line)
            print(fairs.repaired(fair, result), flush=True)
    if options.large:
        for fair in fairs.large_fairs(1):
            _result, line = fairs.solved(fair, workers=options.workers, seed=1)
            print(line, flush=True)


if __name__ == "__main__":
    main()

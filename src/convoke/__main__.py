"""The command ``convoke``."""

import os
import sys


def main() -> None:
    """Runs a command of the forum; ``convoke help`` lists them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convoke.settings.development")
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(["convoke", *sys.argv[1:]])


if __name__ == "__main__":
    main()

"""Every migration goes down to nothing and up again, on a database made for it."""

import sys

import django
from django.core.management import call_command
from django.db import connection


def main() -> int:
    """Up, down, up; what stands in the database afterwards tells."""
    django.setup()
    from django.apps import apps
    from django.conf import settings

    call_command("migrate", verbosity=0)
    whole = set(connection.introspection.table_names())
    labels = [config.label for config in apps.get_app_configs() if config.name in settings.LOCAL_APPS]
    migrated = {table.split("_")[0] for table in whole}
    for label in labels:
        if label in migrated:
            call_command("migrate", label, "zero", verbosity=0)
    left = sorted(table for table in connection.introspection.table_names() if table.split("_")[0] in labels)
    if left:
        print(f"left after migrating down to nothing: {', '.join(left)}")
        return 1
    call_command("migrate", verbosity=0)
    lost = sorted(whole - set(connection.introspection.table_names()))
    if lost:
        print(f"lost after migrating up again: {', '.join(lost)}")
        return 1
    print(f"{len(whole)} tables: up, down and up again")
    return 0


if __name__ == "__main__":
    sys.exit(main())

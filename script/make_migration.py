"""Make a migration from what the tables say and the database of all migrations does not: argument, its message."""

import sys
import tempfile
from pathlib import Path

from alembic import command

from journeys.database import Database, alembic_config


def main(message: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'empty.sqlite'}")
        database.migrate()
        with database.engine.execution_options(writes=True).connect() as connection:
            config = alembic_config(connection)
            count = len(
                list((Path(config.get_main_option("script_location") or "") / "versions").glob("*.py"))
            )
            command.revision(config, message=message, autogenerate=True, rev_id=f"{count + 1:04}")


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]) or sys.exit("Say what changes."))

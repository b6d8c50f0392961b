"""A text column that sorts alike on both engines."""

from typing import Any

from django.db import models


class FoldedField(models.CharField):
    """Folded text (no accents, lower case), compared byte by byte whatever the language of the database server.

    SQLite always compares bytes. A PostgreSQL server set to French would skip spaces and put lists in another order,
    so the column asks it for the collation « C ».
    """

    def db_parameters(self, connection: Any) -> Any:
        """The column's type, with its collation where the engine has one."""
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters

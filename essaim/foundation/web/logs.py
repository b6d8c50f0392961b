"""Logs as JSON lines."""

import datetime as dt
import json
import logging

KEPT = ("request_id", "view", "status", "ms", "queries", "user_id", "area", "gesture")


class JsonFormatter(logging.Formatter):
    """One JSON object a line; only the fields of ``KEPT``, so that no name can slip in."""

    def format(self, record: logging.LogRecord) -> str:
        """The line for this record."""
        line = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {key: value for key in KEPT if (value := getattr(record, key, None)) is not None}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)

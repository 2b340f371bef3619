"""Numbers of rows in addresses: what no database can hold is no address, and answered with 404."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

MOST = 2**31 - 1


class RowNumber(IntegerConverter):
    """`<int:…>` up to the largest number of a row."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=MOST)


def bound_numbers(app: Flask) -> None:
    """Call before the first route is added."""
    app.url_map.converters["int"] = RowNumber

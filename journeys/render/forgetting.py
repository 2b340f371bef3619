"""Nothing of a text that was removed for good stays in what drawings are made of."""

import sys


def forget() -> None:
    """Empty every bounded memory of the functions in this room: of texts set, bands, boxes, words measured. Those
    without a bound hold no text of anybody: fonts, styles, patterns to break words by."""
    for name, module in list(sys.modules.items()):
        if name.startswith("journeys.render."):
            for function in vars(module).values():
                if hasattr(function, "cache_clear") and function.cache_parameters()["maxsize"] is not None:
                    function.cache_clear()
    if typesetting := sys.modules.get("journeys.render.typesetting"):
        typesetting.forget_pages()

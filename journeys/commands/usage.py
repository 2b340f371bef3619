"""Wrong calls in the caller's language: what click found, said in our words where we have some."""

import click
from click import exceptions

from journeys.domain.wording import listed, shown
from journeys.domain.words import Words


def usage_words(error: click.ClickException) -> Words:
    """What is wrong with the call, and where to look."""
    said = _said(error)
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "journeys"
    return Words(f"{said.de}\nHilfe: {path} --help", f"{said.en}\nHelp: {path} --help")


def _said(error: click.ClickException) -> Words:
    if isinstance(error, Wrong):
        return error.words
    if isinstance(error, exceptions.NoSuchOption):
        name, like = shown(error.option_name), listed(list(error.possibilities or ()))
        ask = (
            Words(f" Meinten Sie {like.de}?", f" Did you mean {like.en}?")
            if error.possibilities
            else Words("", "")
        )
        return Words(f"Die Angabe „{name}“ gibt es nicht.{ask.de}", f"There is no option “{name}”.{ask.en}")
    if isinstance(error, exceptions.MissingParameter):
        name = _name(error.param)
        return Words(f"Es fehlt die Angabe: {name}.", f"Missing: {name}.")
    if isinstance(error, exceptions.NoArgsIsHelpError):
        return Words(error.format_message(), error.format_message())
    message = error.format_message()
    if message.startswith("No such command"):
        name = message.split("'")[1] if "'" in message else ""
        return Words(f"Den Befehl „{shown(name)}“ gibt es nicht.", message)
    return Words(f"Der Aufruf stimmt nicht: {message}", message)


def _name(param: click.Parameter | None) -> str:
    if isinstance(param, click.Option):
        return " / ".join(param.opts)
    return param.make_metavar(click.Context(click.Command("journeys"))) if param is not None else "?"


class Wrong(click.UsageError):
    """A wrong call that we say ourselves, in both languages."""

    def __init__(self, words: Words, ctx: click.Context | None = None) -> None:
        super().__init__(words.en, ctx)
        self.words = words

"""``gongjian completion``: let the shell complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from graphmodel.cli.options import speech_option


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@speech_option
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print what lets a shell complete commands, options and their values.

    \b
    eval "$(gongjian completion bash)"     # ~/.bashrc
    eval "$(gongjian completion zsh)"      # ~/.zshrc
    gongjian completion fish > ~/.config/fish/completions/gongjian.fish
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    found = get_completion_class(shell)
    assert found is not None  # noqa: S101 -- click completes each of these shells
    root = ctx.find_root().command
    click.echo(found(root, {}, "gongjian", "_GONGJIAN_COMPLETE").source())

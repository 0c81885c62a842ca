"""The command line: one file per command, imported only when that command is called.

Exit codes: 0 all documents read; 1 at least one failed; 2 the command line is wrong; 75 the run had to
stop and can be resumed; 130 interrupted. Data goes to stdout, everything else to stderr.
"""

from __future__ import annotations

import importlib
import logging
import sys

import click

from extractor.cli._messages import AGAIN, Failure, Stopped

INTERRUPTED = 130

# Name of each command (its file's, with - for _), and the line that `jixiao --help` shows without importing it.
COMMANDS = {
    "compare": "Follow indicators and funds over the years.",
    "evaluate": "Measure predictions against gold.",
    "extract": "Read reports and give their JSON, or write a dataset.",
    "merge": "Make one dataset of several.",
    "patterns": "List, test and explain the wordings that are known.",
    "retry": "Try again what failed in a dataset.",
    "schema": "Print the JSON Schema of what jixiao writes.",
    "show": "Show a report in the terminal.",
    "show-page": "Draw a page with what was read on it.",
    "status": "Say how far a dataset is and what failed.",
    "text": "Print a document's canonical text.",
    "verify": "Hold a dataset against its description and its sources.",
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports the file of the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command called `cmd_name`, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"{__name__}.{cmd_name.replace('-', '_')}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from their names alone."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jixiao", message="jixiao %(version)s")
@click.option("-v", "--verbose", is_flag=True, help="Say on stderr what happens inside.")
def jixiao(verbose: bool) -> None:
    """Read Chinese performance self-evaluation reports (绩效自评报告) into structured data with evidence.

    \b
    Examples:
      jixiao extract report.pdf
      jixiao extract reports/ -o dataset
    """
    if verbose:
        log = logging.getLogger("extractor")
        log.addHandler(logging.StreamHandler())
        log.setLevel(logging.DEBUG)


def main() -> None:
    """Run the command line and leave the process with its exit code."""
    try:
        code = jixiao.main(prog_name="jixiao", standalone_mode=False)
        sys.stdout.flush()
    except click.Abort:
        click.echo("jixiao: interrupted; the same command can be run again", err=True)
        code = INTERRUPTED
    except click.ClickException as error:
        code = _ended(error)
    except OSError as error:
        code = _ended(Stopped(error.filename or "output", f"{error.strerror or error}; {AGAIN}"))
        sys.stdout = None  # what could not be written is not tried again
    except Exception as defect:
        logging.getLogger("extractor").debug("", exc_info=True)
        problem = f"a defect of jixiao stopped it ({type(defect).__name__}: {defect})"
        code = _ended(Failure(" ".join(sys.argv[1:]), f"{problem}; report what the command says with jixiao -v"))
    sys.exit(code)


def _ended(error: click.ClickException) -> int:
    """Tell what ended the command; its exit code."""
    error.show()
    return error.exit_code

"""The way in, and the one place that turns what went wrong into text and an exit code."""

from __future__ import annotations

import gc
import sys

from govcheck import __version__
from govcheck.commands.streams import message_of, prepare, print_out, tell
from govcheck.words.errors import ExitCode, GovcheckError


def main() -> None:
    """Run the command line. Never returns."""
    gc.set_threshold(100_000)  # to search all values for cycles as often as usual takes a fifth of a large check
    code = run()
    gc.freeze()  # nor are they searched once more at the end, which took a sixth of a small one
    sys.exit(code)


def run() -> int:
    prepare()
    out = sys.stdout
    try:
        if sys.argv[1:] == ["--version"]:  # needs nothing of what the commands need
            print_out(f"govcheck {__version__}\n")
            return ExitCode.DONE
        from govcheck.commands.app import app  # noqa: PLC0415 - a fault while loading is a bug that is told like others

        # A shell that completes a line gives no words. With words, no variable answers in the place of the command.
        app(complete_var="" if sys.argv[1:] else None)
    except SystemExit as stop:
        if sys.stdout is not out:  # where a reader of the help is gone, typer puts something else there and says 1
            return ExitCode.CANNOT_TELL
        return stop.code if isinstance(stop.code, int) else ExitCode.CANNOT_TELL
    except GovcheckError as error:
        tell(message_of(error))
        return error.exit_code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except OSError as error:
        from pathlib import Path  # noqa: PLC0415 - only this needs it

        name = f": {Path(str(error.filename)).name}" if error.filename else ""  # not the folders of this machine
        tell(f"govcheck: {error.strerror or 'the system refused'}{name}")
        return ExitCode.CANNOT_TELL
    except Exception as error:  # noqa: BLE001 - the boundary: a bug ends here, in one line
        tell(f"govcheck has a bug ({type(error).__name__}). {kept_traceback()}; please report them.")
        return ExitCode.BUG
    return ExitCode.DONE


def kept_traceback() -> str:
    """Where the traceback is: in a file, or told, where none can be written."""
    import tempfile  # noqa: PLC0415 - only a bug needs them, and every command would wait for them
    import traceback  # noqa: PLC0415 - as above

    details = traceback.format_exc()
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="govcheck-", suffix=".txt", delete=False, encoding="utf-8"
        ) as file:
            file.write(details)
    except OSError:
        tell(details)
        return "The details stand above"
    return f"The details are in {file.name}"


if __name__ == "__main__":
    main()

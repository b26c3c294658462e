"""Views that redraw on a terminal, and stay in one piece when its size changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tc.cli.text import console

if TYPE_CHECKING:
    from rich.console import ConsoleRenderable, RenderableType, RichCast
    from rich.live import Live


def live_view(view: ConsoleRenderable | RichCast, *, stderr: bool = False) -> Live:
    """Return what draws a view as long as it is entered.

    It draws when something has changed and then only, so that what is there can be selected and copied.

    Args:
        view: What is drawn.
        stderr: True for the standard error, instead of the standard output.
    """
    from rich.control import Control
    from rich.live import Live
    from rich.segment import ControlType, Segment, SegmentLines

    class StillLive(Live):
        drawn: object = None
        widths: tuple[int, ...] = ()  # of the lines that are on the terminal

        def start(self, refresh: bool = False) -> None:
            self._cut_lines("l")
            super().start(refresh)

        def stop(self) -> None:
            super().stop()
            self._cut_lines("h")

        def _cut_lines(self, mode: str) -> None:
            # Some terminals are narrower for a while before they say so: lines are cut then, not wrapped.
            if self.console.is_interactive:
                self.console.file.write(f"\x1b[?7{mode}")

        def refresh(self) -> None:
            lines = self.console.render_lines(view, pad=False)
            current = (lines, self.console.size, self.vertical_overflow)
            if current != self.drawn:
                self.drawn = current
                self.update(SegmentLines(lines, new_lines=True))
                super().refresh()
                self.widths = tuple(map(Segment.get_line_length, lines[: self.console.height]))

        def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
            # A terminal that was made narrower has wrapped the lines, which the base class does not know.
            wrapped = sum((width - 1) // self.console.width for width in self.widths if width)
            erase = Control(*((ControlType.ERASE_IN_LINE, 2), (ControlType.CURSOR_UP, 1)) * wrapped)
            return [erase, *super().process_renderables(renderables)]

    start: RenderableType = ""
    return StillLive(start, console=console(stderr=stderr), refresh_per_second=8, redirect_stdout=False)

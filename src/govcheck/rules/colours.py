"""Whether a colour can be read: contrast as WCAG 2.2 measures it, and the nearest colour that has enough of it."""

from __future__ import annotations

from collections.abc import Iterator
from colorsys import hls_to_rgb, rgb_to_hls

Rgb = tuple[int, int, int]

LIGHT_PAGE, DARK_PAGE = "#ffffff", "#10151c"
"""What the accent stands on."""
ENOUGH, COMFORTABLE = 4.5, 7.0
"""The contrast that text needs, and the one that a colour is given which nobody chose."""
STEPS = 1000
"""Of lightness, between a colour and black or white."""


def contrast(one: str, other: str) -> float:
    """The ratio of two colours: from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """How light a colour is to the eye, from 0 to 1."""
    red, green, blue = (linear(value / 255) for value in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def channels(colour: str) -> Rgb:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def readable(colour: str, page: str, wanted: float = ENOUGH) -> str:
    """The nearest colour of the same hue with so much contrast to a page; the colour itself where it has that."""
    return next(one for one in towards_the_other_end(colour, page) if contrast(one, page) >= wanted)


def towards_the_other_end(colour: str, page: str) -> Iterator[str]:
    """The colour, and then ever darker ones on a light page, ever lighter ones on a dark one."""
    hue, light, saturation = rgb_to_hls(*(value / 255 for value in channels(colour)))
    end = 0.0 if luminance(page) > luminance("#808080") else 1.0
    yield colour.lower()
    for step in range(1, STEPS + 1):
        red, green, blue = hls_to_rgb(hue, light + (end - light) * step / STEPS, saturation)
        yield f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"


def on_dark(accent: str) -> str:
    """An accent as it is on the dark page, where nobody says."""
    return readable(accent, DARK_PAGE, COMFORTABLE)

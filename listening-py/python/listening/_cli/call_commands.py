"""The commands on one recording: ``analyze`` and ``inspect``."""

from __future__ import annotations

import argparse
import os
from typing import Any

from .._analysis import inspection, whole_call
from .._audio.diarisation import Speakers, named
from .._audio.words import Words
from .._batch.manifest import about_of
from .._render.inspection_plot import check
from .._settings.config import Config
from ..report import Report
from .messages import Stop
from .reading import reading
from .report_forms import FORMS, written
from .settings import config_of
from .streams import write
from .words import given


def analyze(options: argparse.Namespace) -> None:
    """A recording: its report."""
    check_audio(options)
    speakers = named(options.speakers) if options.speakers else None
    words = given(options.words, speakers, options.agent)
    report = _report(options, words, speakers)
    title = os.path.basename(options.call)
    form = next((form for form in FORMS if getattr(options, form)), None)
    if form is None:
        show(report, title, options, options.profile)
    else:
        write(written(report, form, os.path.splitext(title)[0], words or None).rstrip("\n"), options)


def _report(options: argparse.Namespace, words: Words, speakers: Speakers | None) -> Report:
    """The report of a recording, of a pair of them, or of one with who talked when."""
    if speakers and not (options.turns or options.words):
        raise Stop("--speakers maps the labels in --turns and --words, and neither was given")
    return whole_call.analyze(
        (options.call, options.customer) if options.customer else options.call,
        agent=options.agent,
        words=words,
        config=config_of(options),
        turns=options.turns,
        speakers=speakers,
        marks=options.marks,
        **reading(options),
    )


def inspect(options: argparse.Namespace) -> None:
    """A recording: what the engine hears."""
    if options.plot:
        # Before the work, not after it.
        check(options.plot)
    config = Config(talker_prosody=options.talker_prosody)
    heard = inspection.inspect(options.call, agent=options.agent, config=config, **reading(options))
    if options.frames:
        heard.to_csv(options.frames)
    if options.plot:
        heard.plot(options.plot)
    print(heard.report.to_json() if options.json else heard.to_text(every=options.all))


def check_audio(options: argparse.Namespace) -> None:
    """Refuses what does not go together, before the work."""
    if options.audio and not (options.html or options.card):
        raise Stop("--audio goes with --html or --card: only a page can hold the call")
    if options.centre and not options.html:
        raise Stop("--centre goes with --html: the page shows where the call lies among the centre's")
    if getattr(options, "agent_from", None) and not (options.html or options.card):
        raise Stop("--agent-from goes with --html or --card: only a page says whose call it is")


def _about(options: argparse.Namespace) -> dict[str, Any] | None:
    """What a manifest says of the recording."""
    given = getattr(options, "agent_from", None)
    return about_of(given, options.call) if given else None


def show(report: Report, title: str, options: argparse.Namespace, profile: str | None = None) -> None:
    """Writes a report as a page, as JSON or for reading."""
    if options.card:
        write(report.to_card(audio=options.audio, title=title, profile=profile, about=_about(options)), options)
    elif options.html:
        centre = None
        if options.centre:
            with open(options.centre, encoding="utf-8") as file:
                centre = file.read()
        about = _about(options)
        page = report.to_html(audio=options.audio, title=title, profile=profile, centre=centre, about=about)
        write(page, options)
    else:
        write(report.to_json() if options.json else report.to_text(title, profile), options)

"""The date of an act: in its own clause, else in one that it hangs on, else the only one of its sentence.

"Depuis mars, les combats ...", "depuis six semaines" open a period that reaches to the publication; what is said to be the
first or the worst "depuis 2009" is not of 2009. A date that stands in a clause of its own
("ils se réuniront demain") dates that clause and nothing above it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ..language.frames import Frame
from ..model.event import EventTime
from ..model.span import Cue, Span
from ..model.when import When
from .composition import Draft
from .embedding import Governors
from .hanging import acts_through, antecedent_of, scene_above
from .since import as_period, only_compares, up_to_publication
from .slots import Setting

REACH = 3  # tokens from "d'ici" to its date
OPENS = 3  # words before a date that opens a sentence
MAX_CLIMB = 3  # clauses from an act to the one that dates it
HOUR = re.compile(r"(?<=\d)T.*")


@dataclass(frozen=True)
class Dates:
    """The dated expressions of an article, by the frames whose clauses hold them."""

    setting: Setting
    governors: Governors

    def of(self, frame: Frame) -> tuple[When, str] | None:
        """The expression that dates an act, and how it was found; None where the text gives no date."""
        own = self._in_territory(frame)
        if own is not None:
            return self._with_next(own), own.rule or "time in the clause"
        opening = self._opening(frame)
        if opening is not None:
            return opening, "date in front of the sentence"
        for act in acts_through(self.setting, frame):
            found = self._in_territory(act)
            if found is not None:
                return found, "date of the act in which it was done"
        for index in self.setting.territories(frame):
            antecedent = antecedent_of(self.setting, self.setting.frames[index])
            if antecedent is not None:
                beside = self._beside(antecedent)
                return (beside, "date of what the clause tells of") if beside is not None else None
        above = self._above(frame)
        if above is not None:
            return above, "date of the clause above"
        only = self._only(frame)
        return (only, "only date of the sentence") if only is not None else None

    def time(self, when: When) -> EventTime:
        """The day or period of an event; the hour stays with the expression of time."""
        value = HOUR.sub("", when.value)
        return up_to_publication(self.setting, when, value) or EventTime(value, when.earliest, when.latest)

    def relation(self, frame: Frame) -> Cue | None:
        """What tells that an act without a date came after or before one: "plus tard" behind "en 2019" as `2019/..`."""
        for index in self.setting.territories(frame):
            for _, when in self._told.get(index, ()):
                first, _, last = when.value.partition("/")
                if ".." in (first, last):
                    field, day = ("after", first) if last == ".." else ("before", last)
                    return Cue(field, when.span, f"{field} {day}: {when.rule}")
        return None

    def without_past(self, draft: Draft, frame: Frame) -> Draft:
        """A noun of what is still to come, without a date that has passed: "a annoncé en mai l'arrivée prochaine de X"."""
        published, time = self.setting.layout.article.published, draft.time
        if frame.kind != "noun" or draft.status != "planned" or published is None or time is None:
            return draft
        if time.latest is None or (time.latest > published or time.earliest == published):
            return draft
        return replace(draft, time=None, cues=tuple(c for c in draft.cues if c.field != "time"))

    # ------------------------------------------------------------------------------------------ where a date stands

    @cached_property
    def _times(self) -> tuple[When, ...]:
        """The expressions of time that may date an act, those after "depuis" as periods."""
        setting = self.setting
        return tuple(as_period(setting, w) for w in setting.times if not only_compares(setting, w))

    @cached_property
    def _tops(self) -> list[tuple[int, When]]:
        """All expressions of time, also those without a date ("depuis des mois"), with the token on top of each."""
        found = ((self.setting.top_of(when.span), when) for when in self._times)
        return [(top, when) for top, when in found if top is not None]

    @cached_property
    def _told(self) -> dict[int, list[tuple[int, When]]]:
        """All expressions of time in the territory of every frame."""
        out: dict[int, list[tuple[int, When]]] = {}
        for top, when in self._tops:
            owner = self.setting.owner[top]
            if owner is not None:
                out.setdefault(owner, []).append((top, when))
        return out

    def _dated(self, index: int) -> list[tuple[int, When]]:
        """The dated expressions in the territory of a frame."""
        return [(top, when) for top, when in self._told.get(index, ()) if _is_date(when)]

    @cached_property
    def _in(self) -> dict[int, list[When]]:
        """The dated expressions of every sentence."""
        out: dict[int, list[When]] = {}
        for when in self._days:
            token = self.setting.tree.at(when.span.start)
            if token is not None:
                out.setdefault(self.setting.tree.sentence_of[token], []).append(when)
        return out

    def within(self, index: int) -> list[When]:
        """All expressions of time, dated or not, in the territory of a frame."""
        return [when for _, when in self._told.get(index, ())]

    @cached_property
    def _days(self) -> Sequence[When]:
        """What stands in the calendar by itself, in text order: no period that only "depuis" makes."""
        return sorted((w for w in self._times if _is_date(w) and w.kind != "duration"), key=lambda w: w.span)

    @cached_property
    def _starts(self) -> list[int]:
        return [w.span.start for w in self._days]

    def _in_territory(self, frame: Frame) -> When | None:
        above = self.setting.tree.tokens[frame.head].head
        for index in self.setting.territories(frame):
            if index != frame.index and self.setting.frame_at.get(above) != index:
                continue  # "lundi sur les lieux des violences": the visit has the date, not what was visited
            told = self.setting.frames[index]
            found = [
                f
                for f in self._dated(index)
                if not self._strays(f[0], told)
                and not self._is_limit_of_another(*f, told)
                and (f[1].kind != "duration" or told.finite is None or told.tense == "present")
            ]
            if found:
                return min(found, key=lambda f: (f[1].kind == "duration", abs(f[0] - frame.head)))[1]
        return None

    def _strays(self, date: int, frame: Frame) -> bool:
        """Whether a date that the parser hung on a frame stands before its clause begins or in another within it.

        "a déclaré mercredi que X avait V", "annonce aujourd'hui avoir V", "X, ayant appelé à Y en mai, a été V".
        """
        tree = self.setting.tree
        first = min(frame.words, default=frame.head)
        if date > first:
            return False
        if frame.relation == "complement" and frame.governor is not None:
            opens = min((t.i for t in tree.children(frame.head, "mark")), default=first)
            return self.setting.frames[frame.governor].head < date < opens
        subject = frame.role("agent", "patient") if frame.kind == "verb" else None
        if subject is None:
            return False
        return any(f.kind in ("verb", "participle") and subject.head < f.head < date and f is not frame
                   for f in self.setting.told_in[frame.sentence])  # fmt: skip

    def _is_limit_of_another(self, top: int, when: When, frame: Frame) -> bool:
        """Whether a date is a limit ("d'ici à 2030") set to something that the clause only speaks of."""
        tree, words = self.setting.tree, self.setting.words
        first = tree.at(when.span.start) or top
        near = {t.lower for t in tree.tokens[max(0, first - REACH) : first + 1]}
        if near.isdisjoint(words.limits) or frame.tense == "future" or frame.kind == "noun":
            return False
        return self.setting.frame_at.get(tree.tokens[top].head) != frame.index

    def _opening(self, frame: Frame) -> When | None:
        """The date that a sentence opens with, set apart by a comma, for its main clause: "En 2012, devenue X, elle ..."."""
        if frame.governor is not None or frame.kind not in ("verb", "light"):
            return None
        tree = self.setting.tree
        first, last = tree.sentences[frame.sentence]
        for when in self._in.get(frame.sentence, ()):
            begins, ends = tree.at(when.span.start), tree.at(when.span.end - 1)
            if begins is None or ends is None or begins - first > OPENS or ends >= last:
                continue
            lead = tree.tokens[first:begins]
            if tree.tokens[ends + 1].text == "," and all(t.pos in ("ADP", "DET") for t in lead):
                return when
        return None

    def _with_next(self, when: When) -> When:
        """The days from a date to the one joined to it: "les 16 et 17 juillet", "du 3 au 5 mai", "entre 2014 et 2018"."""
        k = bisect_left(self._starts, when.span.end)
        after = self._days[k] if k < len(self._days) else None
        if after is None or after.earliest is None or when.latest is None or after.earliest <= when.latest:
            return when
        value, until = HOUR.sub("", when.value), HOUR.sub("", after.value)
        joint = self.setting.layout.article.text[when.span.end : after.span.start].strip()
        if "/" in value + until or len(value) != len(until) or not self._is_joined(when, joint):
            return when
        return replace(
            when, value=f"{value}/{until}", latest=after.latest, span=Span.cover([when.span, after.span])
        )

    def _is_joined(self, when: When, joint: str) -> bool:
        """Whether the word after a date, with the one before it, makes a period of two."""
        tree, words = self.setting.tree, self.setting.words
        first = tree.at(when.span.start)
        before = tree.tokens[first - 1].lower if first else ""
        if f"{before} {joint}" in words.ranges:
            return True
        return joint in words.joining and when.earliest == when.latest

    def _above(self, frame: Frame) -> When | None:
        """The date of what a clause hangs on: "en 1994, lorsque X a été autorisé", "lundi, X a tenté de ..."."""
        for _ in range(MAX_CLIMB):
            above = self._scene(frame)
            if above is None:
                return None
            frame = above
            found = self._in_territory(frame) or self._only(frame)
            if found is not None:
                return found
        return None

    def _only(self, frame: Frame) -> When | None:
        """The only date of the sentence, for its main clause, unless a clause of its own holds it."""
        only = self._in.get(frame.sentence, [])
        if frame.governor is not None or len(only) != 1 or self._is_of_another(only[0], frame):
            return None
        return only[0]

    def _scene(self, frame: Frame) -> Frame | None:
        """The frame whose date a clause shares; a date in front of coordinated clauses holds for all."""
        if frame.governor is not None and frame.relation == "coordinated":
            above = self.setting.frames[frame.governor]
            return above if any(t < above.head for t, _ in self._dated(above.index)) else None
        return scene_above(self.setting, frame, self.governors)

    def _beside(self, noun: int) -> When | None:
        """The date that hangs on a noun."""
        for top, when in self._tops:
            if _is_date(when) and noun in (top, self.setting.tree.tokens[top].head):
                return (
                    when  # the parser may hang a relative on the date itself: "la marche du 4 juin, qui ..."
                )
        return None

    def _is_of_another(self, when: When, frame: Frame) -> bool:
        """Whether a date belongs to a clause of its own: "a été accusé par X, qui était en visite lundi"."""
        top = self.setting.top_of(when.span)
        owner = self.setting.owner[top] if top is not None else None
        if owner is None or owner == frame.index:
            return False
        other = self.setting.frames[owner]
        if top is not None and self._is_limit_of_another(top, when, frame):
            return True
        hangs = top is not None and self.setting.tree.tokens[top].head == other.head
        its_own = top is not None and (
            top < frame.head or self.setting.case_of(top) in self.setting.words.genitive
        )
        if other.kind == "noun" and hangs and its_own and owner in self.setting.coded:
            return True  # "l'attaque du 14 juillet"
        return other.kind in ("verb", "light", "participle") and (
            other.finite is not None or other.mood != "none"
        )


def _is_date(when: When) -> bool:
    """Whether an expression of time stands in the calendar: nothing repeated, nothing vague, no duration but "depuis six mois"."""
    return when.earliest is not None and when.latest is not None and when.kind != "set"

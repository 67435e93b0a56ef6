"""Who is struck, blamed, refused or asked where the words name a thing or an act of theirs: "rejeter les accusations de X"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..language.frames import Frame, Role
from .matching import Match
from .slots import Party, Setting

HARMLESS = frozenset(
    {"CVL", "MED", "EDU", "REF", "JRN", "NGO", "REL", "LAB"}
)  # sectors that suffer force and do not use it
BY_WORD = frozenset(
    {"ASSAULT", "COERCE", "SANCTION"}
)  # done to somebody even where a word of the pattern names him ("bloquer {medias}")
ANSWERED = frozenset({"REJECT", "ACCUSE", "SUPPORT"})  # what somebody offers or does stands for him


@dataclass(frozen=True, slots=True)
class Answers:
    """Where to look for those who stand behind a thing."""

    setting: Setting

    def addressees(self, frame: Frame, match: Match) -> list[Party]:
        """To whom the refused act was to be done: "refuser de répondre à X"."""
        if match.pattern.row.type != "REJECT":
            return []
        clauses = (f for f in self.setting.below(frame, "complement") if f.kind == "verb")
        return self.setting.parties(
            r for c in clauses for r in c.roles if r.case in self.setting.words.dative
        )

    def asked(self, frame: Frame, match: Match, bound: Mapping[str, tuple[Role, ...]]) -> list[Party]:
        """Of whom something is asked: who is to do it ("pour que X fasse"), "un appel à X", "la mobilisation des X"."""
        if match.pattern.row.type != "REQUEST":
            return []
        words = self.setting.words
        for below in self.setting.below(frame, "purpose"):
            agent = below.role("agent")
            if agent is None or below.finite is None or below.passive or below.kind != "verb":
                continue
            if found := self.setting.parties([agent]):
                return found
        if frame.kind in ("noun", "light"):
            if found := self.setting.parties(r for r in frame.roles if r.case in words.dative):
                return found
        asked = (r for r in (*bound.get("act", ()), *frame.roles) if r.case in words.dative)
        inner = [
            self.setting.frames[i] for r in asked for h in r.heads if (i := self.setting.frame_at.get(h))
        ]
        theirs = self.setting.parties(
            r for f in inner if f.lemma in words.joined for r in f.roles if r.case in words.genitive
        )
        return [p for p in theirs if self.setting.has_role(p.actor, HARMLESS)]

    def sufferers(self, frame: Frame, match: Match, bound: Mapping[str, tuple[Role, ...]]) -> list[Party]:
        """Whoever is named as what the act is done to, where the pattern only asked for a thing or an act."""
        roles = [r for r in (*bound.get("act", ()), *bound.get("thing", ()), *frame.roles) if r.name == "patient" or r not in frame.roles
                 or r in bound.get("act", ())]  # fmt: skip
        literal = set() if match.pattern.row.type in BY_WORD else set(match.words)
        heads = (h for r in roles if not literal & set(r.heads) for h in r.heads)
        found: dict[str, Party] = {}
        for head in heads:
            if self.setting.frame_at.get(head) in self.setting.coded and head not in match.words:
                continue  # "condamner le meurtre de X": composition knows who did it
            for p in self.setting.who(head):
                meant = match.pattern.row.type in ANSWERED and not self.setting.has_role(p.actor, HARMLESS)
                if p.rule == "named" or meant:  # "rejeter la candidature de X"
                    found.setdefault(p.actor, p)
        return list(found.values())

    def is_an_act(self, frame: Frame, roles: Sequence[Role]) -> bool:
        """Whether what a slot asks somebody for is an act: "condamner la prise de X par Y"."""
        heads = [self.setting.frame_at.get(h) for r in roles for h in r.heads]
        return bool(heads) and all(
            i is not None and i != frame.index and i in self.setting.coded for i in heads
        )

    def answered(self, frame: Frame, match: Match, bound: Mapping[str, tuple[Role, ...]]) -> list[Party]:
        """Who stands behind the thing that is blamed, praised or refused: its owner, its maker, who said it."""
        roles = (
            *bound.get("act", ()),
            *bound.get("thing", ()),
            *(r for r in frame.roles if r.name == "patient"),
        )
        inside = [f.head for f in self.setting.below(frame, "complement") if f.kind == "noun"]
        for head in (*(h for r in roles for h in r.heads), *inside):  # "qualifier de E la F provoquée par X"
            owners = [Party(a, t.i, "owner of the thing") for t in self.setting.tree.children(head, "det")
                      if (a := self.setting.actor_at(t.i)) is not None]  # fmt: skip
            makers = self.setting.parties(
                r for f in self.setting.described.get(head, ()) for r in f.roles if r.name == "agent"
            )
            found = owners or makers or self._said_before(head)
            if found:
                return found
        return []

    def _said_before(self, head: int) -> list[Party]:
        """Whose words "ces propos" are: the speaker of the last statement before them."""
        token = self.setting.tree.tokens[head]
        pointing = any(
            t.lower in self.setting.words.demonstrative for t in self.setting.tree.children(head, "det")
        )
        if token.lemma not in self.setting.words.sayings or not pointing:
            return []
        before = [s for s in self.setting.statements if s.speaker and s.content[0].start < token.start]
        last = max(before, key=lambda s: s.content[-1].end, default=None)
        return (
            [Party(last.speaker, head, "speaker of the words")] if last is not None and last.speaker else []
        )

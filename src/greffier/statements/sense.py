"""A frame and a pattern that fits it go in; why it tells no political act all the same comes out, "" where it does.

Things oblige, permit or receive nobody ("une loi qui les oblige", "ce qui permet aux rebelles de ..."), things are not
arrested or insulted ("une somme détenue par un négociant"), and a noun inside a name or a compound tells nothing ("l'Armée
de libération", "un avion de combat"). What is a thing is data: `classes/inanimes.txt` and the endings of such nouns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ..language.frames import Frame, Role
from ..language.lexicon import Lexicon, Pattern
from ..language.tree import Token, Tree
from ..model.actor import Actor

WILLED = frozenset(
    {"ACCUSE", "AGREE", "AID", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "PROTEST", "REJECT", "REQUEST",
     "RETREAT", "SANCTION", "SUPPORT", "THREATEN"}
)  # fmt: skip  # nobody does these without meaning to; a bomb may kill without a hand that throws it
SPOKEN = frozenset({"ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})  # a text may do these
INHERITED = frozenset(
    {"shared subject", "inherited subject", "recovered subject"}
)  # guesses: too weak to say that a thing acts
FORCED = frozenset({"COERCE", "RETREAT"})  # shelling may drive people out
PASSIVE = frozenset(
    {"THREATEN"}
)  # elsewhere the "par" of a passive may tell the means: "poursuivi pour meurtre par pendaison"
FOUGHT = frozenset({"ASSAULT", "RETREAT"})  # told with words of fighting
MAX_ABOVE = 3  # verbs above an infinitive: "pourrait servir à justifier" has one
MAX_CHAIN = 4  # nouns up from a participle: "une somme de plusieurs millions de dollars détenus"


@dataclass(frozen=True)
class Sense:
    """What an article and the word classes of its language tell about people, things and names."""

    tree: Tree
    frames: Sequence[Frame]
    lexicon: Lexicon
    actor_of: Callable[[int], Actor | None]
    genitive: frozenset[str]
    case_of: Callable[[int], str]

    # ------------------------------------------------------------------------------------------ the questions

    def objection(
        self, frame: Frame, pattern: Pattern, words: Iterable[int], suffered: Iterable[Role]
    ) -> str:
        """Why the row tells no act here; `words` are the literal words that matched, `suffered` what the act is done to."""
        row, words = pattern.row, frozenset(words)
        if row.type in FOUGHT and any(self.is_figure(t) for t in (frame.head, *words)):
            return "a figure of speech"
        if frame.kind == "noun":
            if self._in_name(frame, words):
                return f"{frame.lemma!r} is part of a name"
            if self._in_compound(frame, words):
                return f"{frame.lemma!r} only tells the kind of the noun before it"
            if self._is_one_of(frame.head, "corps_mobiles") and self.case_of(frame.head) in self._words(
                "_companions"
            ):
                return f"{frame.lemma!r} names those who do it"
        elif pattern.kind != "noun" and self._done_by_thing(frame, row.type):
            return f"a thing cannot do what row {row.id} tells"
        if self._is_asked(frame):
            return "an embedded question tells no event"
        if row.type == "COERCE" and not row.personal and frame.role("agent") is None and self._remains(frame):
            return "a state tells no event"
        if row.personal:
            met = [h for r in suffered if r.how not in INHERITED for h in r.heads]
            if frame.kind == "participle":
                met = [h for h in met if not _disagree(self.tree.tokens[frame.head], self.tree.tokens[h])]
            if met and all(self.is_thing(h) for h in met):
                return f"row {row.id} is done to people, not to things"
        return ""

    def agreeing(self, frame: Frame) -> Frame:
        """The frame of a participle whose noun is the one that it agrees with: "la hausse des prix provoquée par"."""
        patient = frame.role("patient")
        if frame.kind != "participle" or patient is None or patient.others or patient.head > frame.head:
            return frame
        token = self.tree.tokens[frame.head]
        if not _disagree(token, self.tree.tokens[patient.head]):
            return frame
        for noun in (*self._nouns_above(patient.head), *self._nouns_between(patient.head, frame.head)):
            if not _disagree(token, self.tree.tokens[noun]):
                moved = replace(patient, head=noun, how="noun that the participle agrees with")
                return replace(frame, roles=tuple(moved if r is patient else r for r in frame.roles))
        return frame

    def _nouns_between(self, top: int, end: int) -> Iterator[int]:
        """The nouns that hang below a noun and stand before another token, the nearest to it first."""
        for i in reversed(self.tree.subtree(top)):
            if (
                top < i < end
                and self.tree.tokens[i].pos in ("NOUN", "PROPN")
                and self.tree.tokens[i].dep != "obl:agent"
            ):
                yield i

    def is_figure(self, token: int) -> bool:
        """Whether a word of fighting is said of words or money: "la guerre commerciale"."""
        if not self._is_one_of(token, "_figured"):
            return False
        return any(self._is_one_of(k.i, "_figures") for k in self.tree.children(token, "amod"))

    def is_thing(self, token: int) -> bool:
        """Whether a nominal names a thing: no actor of the cast, and a noun of the class or with such an ending."""
        t = self.tree.tokens[token]
        if t.lower in self._words("_neutral"):
            return True
        if t.pos != "NOUN" or "_" in t.text:  # EU_Commission
            return False
        listed = not self._words("inanimes").isdisjoint((t.lemma.lower(), t.lower))
        actor = self.actor_of(token)
        if actor is not None:
            return listed and actor.role is None and actor.country is None
        return listed or (
            t.lemma.lower() not in self._words("etres") and t.lemma.lower().endswith(self._endings)
        )

    def _is_asked(self, frame: Frame) -> bool:
        """Whether the subject is what is asked for: "ils demandent quelle autorité a signé"."""
        words = self._words("_interrogatives")
        return any(
            d.lower in words
            for r in frame.roles
            if r.name == "agent"
            for d in self.tree.children(r.head, "det")
        )

    def _remains(self, frame: Frame) -> bool:
        tokens = (*frame.words, *(() if frame.modal_token is None else (frame.modal_token,)))
        around = (*tokens, self.tree.tokens[frame.head].head)
        return any(self._is_one_of(t, "_remaining") for t in around)

    # ------------------------------------------------------------------------------------------ things that act

    def _done_by_thing(self, frame: Frame, type_: str) -> bool:
        agents = self._agents(frame)
        if not agents or (frame.passive and type_ not in PASSIVE):
            return False
        if type_ not in WILLED:
            return all(self._is_one_of(h, "fleaux") and self.actor_of(h) is None for h in agents)
        return all(self._acts_not(h, type_) for h in agents)

    def _agents(self, frame: Frame) -> list[int]:
        """The subject, or that of the verb above an infinitive without one ("des actes qui ont servi à justifier")."""
        agents = [h for r in frame.roles if r.name == "agent" and r.how not in INHERITED for h in r.heads]
        for _ in range(MAX_ABOVE):
            if (
                agents
                or frame.mood != "infinitive"
                or frame.governor is None
                or frame.relation != "complement"
            ):
                break
            frame = self.frames[frame.governor]
            serving = self._words("_serving")
            if frame.lemma not in serving or any(r.name == "patient" for r in frame.roles):
                break  # "l'accord aide Paris à": Paris is the one who acts
            agents = [h for r in frame.roles if r.name == "agent" and r.how not in INHERITED for h in r.heads]
        return agents

    def _acts_not(self, token: int, type_: str) -> bool:
        before = self.tree.tokens[token - 1].lower if token else ""
        if self.tree.tokens[token].lower == "qui" and before in self._words("_neutral"):
            return True
        if not self.is_thing(token):
            return False
        if type_ in SPOKEN and self._is_one_of(token, "paroles"):
            return False
        if type_ in FORCED and self._is_one_of(token, "attaques"):
            return False
        owned = any(self.actor_of(k) is not None for k in self._below(token))
        if not owned:
            return True
        return self._is_one_of(token, "inanimes") and not self._is_one_of(token, "actes_propres")

    def _below(self, token: int) -> Iterator[int]:
        for kid in self.tree.children(token, "nmod", "amod", "appos", "flat"):
            yield kid.i
            yield from (k.i for k in self.tree.children(kid.i, "nmod", "amod", "appos", "flat"))

    # ------------------------------------------------------------------------------------------ names and compounds

    def _in_name(self, frame: Frame, words: frozenset[int]) -> bool:
        """Behind the head of a name ("comité de soutien aux réfugiés"), or itself a capitalised part of one ("En Marche")."""
        for above in self._nouns_above(frame.head, bare=True):
            capital = self.tree.tokens[above].text[:1].isupper() and self._is_one_of(above, "organisations")
            if above not in words and (capital or self._is_one_of(above, "groupements")):
                return True
        t = self.tree.tokens[frame.head]
        if not any(self.tree.children(t.i, "det", "case")):  # "la Commission vérité et réconciliation"
            for above in (t.head, self.tree.tokens[t.head].head):
                first = self.tree.tokens[above]
                named = first.text[:1].isupper() and first.pos in ("NOUN", "PROPN") and above < t.i
                if named and self._is_one_of(above, "organisations") and t.dep in ("conj", "appos", "nmod"):
                    return True
        if not t.text[:1].isupper() or t.text.isupper():
            return False
        opening = self.tree.sentences[self.tree.sentence_of[t.i]][0]
        before = self.tree.tokens[t.i - 1] if t.i > opening else None
        if before is None or not before.text[:1].isalpha():
            return False
        return before.text[:1].isupper() and before.i > opening

    def _in_compound(self, frame: Frame, words: frozenset[int]) -> bool:
        """A bare "de N" behind a noun that is no act itself: "un avion de combat", "la zone de guerre"."""
        above = next(self._nouns_above(frame.head, bare=True), None)
        if above is None or above in words:
            return False
        if any(r.name == "party" or r.case in self._words("_companions") for r in frame.roles):
            return False  # "à la table de négociations avec X"
        return self._is_one_of(frame.head, "genres") and not self._is_one_of(above, "porteurs")

    def _nouns_above(self, token: int, *, bare: bool = False) -> Iterator[int]:
        """The nouns whose "de" complement a noun is, nearest first; with `bare` only as long as no article stands between."""
        for _ in range(MAX_CHAIN):
            t = self.tree.tokens[token]
            if not t.dep.startswith("nmod") or self.case_of(token) not in self.genitive:
                return
            if bare and not self._is_bare(token):
                return
            token = t.head
            if self.tree.tokens[token].pos not in ("NOUN", "PROPN"):
                return
            yield token

    def _is_bare(self, token: int) -> bool:
        cases = [c.lower for c in self.tree.children(token, "case")]
        return (
            bool(cases)
            and cases[-1] in self._words("_bare")
            and not any(self.tree.children(token, "det", "nummod"))
        )

    # ------------------------------------------------------------------------------------------ word classes

    def _is_one_of(self, token: int, name: str) -> bool:
        t = self.tree.tokens[token]
        words = self._words(name)
        return t.lemma.lower() in words or t.lower in words

    def _words(self, name: str) -> frozenset[str]:
        """The words of a class; none where the language does not have it."""
        return self.lexicon.classes.get(name, frozenset())

    @cached_property
    def _endings(self) -> tuple[str, ...]:
        return tuple(sorted(self._words("_endings"))) or ("\0",)


def _disagree(a: Token, b: Token) -> bool:
    """Whether two words differ in number or gender, as far as the parser tells."""
    for key in ("Number", "Gender"):
        x, y = a.morph.get(key), b.morph.get(key)
        if x and y and x != y:
            return True
    return False

"""A frame and the patterns of its word go in; the pattern that fits best comes out with its slots bound to roles.

Patterns are tried the most specific first, so the first that fits wins and a tie goes to the earlier row. A row's own
exclusions keep it silent. Where nothing fits, the reason is told in words: `explain` shows it for a silent sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from ..language.frames import Frame, Role
from ..language.lexicon import Lexicon, Pattern
from ..language.patterns import Item, Shape
from ..language.tree import Tree
from ..model.actor import Actor
from .sense import Sense

MAX_DEPTH = 2  # nouns that one may go down: "des milliers de tonnes d'armes" has two before the thing itself


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern that fits a frame: which roles fill which slot, and the tokens of its literal words."""

    pattern: Pattern
    bound: Mapping[str, tuple[Role, ...]]
    words: tuple[int, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoMatch:
    """No pattern fits, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class _Fit:
    bound: dict[str, tuple[Role, ...]]
    words: tuple[int, ...]


@dataclass(frozen=True)
class Matcher:
    """Everything that matching looks at in one article."""

    tree: Tree
    frames: Sequence[Frame]
    lexicon: Lexicon
    spellings: Mapping[str, str] = field(default_factory=dict)
    complements: Mapping[int, tuple[Frame, ...]] = field(default_factory=dict)
    genitive: frozenset[str] = frozenset()
    actor_of: Callable[[int], Actor | None] | None = None

    @staticmethod
    def of(
        tree: Tree,
        frames: Sequence[Frame],
        lexicon: Lexicon,
        genitive: Iterable[str] = (),
        actor_of: Callable[[int], Actor | None] | None = None,
    ) -> Matcher:
        """A matcher for one article; `genitive` are the prepositions of a noun's own complement, `actor_of` asks the cast."""
        complements: dict[int, list[Frame]] = {}
        for frame in frames:
            if frame.governor is not None and frame.relation == "complement":
                complements.setdefault(frame.governor, []).append(frame)
        return Matcher(
            tree, frames, lexicon, spellings_of(lexicon), {k: tuple(v) for k, v in complements.items()},
            frozenset(genitive), actor_of,
        )  # fmt: skip

    @cached_property
    def sense(self) -> Sense:
        """What tells people from things and names from acts here."""
        actor_of = self.actor_of or (lambda token: None)
        return Sense(self.tree, self.frames, self.lexicon, actor_of, self.genitive, self.case_of)

    def match(self, frame: Frame) -> Match | NoMatch:
        """The best pattern for a frame, or the reason why there is none."""
        candidates = self.lexicon.candidates(frame)
        if not candidates:
            return NoMatch(f"no row for {frame.lemma!r}")
        reason, lost = "", []
        frame = self.sense.agreeing(frame)
        for n, pattern in enumerate(candidates):
            fit = self.fit(frame, pattern)
            if not isinstance(fit, _Fit):
                reason = reason or f"row {pattern.row.id} needs {_lack(fit)}"
                continue
            block = self._blocked(frame, pattern)
            if block:
                reason = f"row {pattern.row.id} is blocked by its exclusion {block!r}"
                continue
            block = self.sense.objection(frame, pattern, fit.words, _suffered(pattern, fit))
            if block:
                reason = block
                continue
            for other in candidates[n + 1 :]:
                if other.row is not pattern.row and other.specificity == pattern.specificity:
                    if isinstance(self.fit(frame, other), _Fit):
                        lost.append(other.row.id)
            return Match(pattern, fit.bound, fit.words, tuple(dict.fromkeys(lost)))
        return NoMatch(reason)

    def _blocked(self, frame: Frame, pattern: Pattern) -> str:
        for shape in pattern.row.exclusions:
            if shape.specificity < pattern.specificity and shape.kind == pattern.kind:
                continue  # "se rendre à la police" says more than the excluded "se rendre à PLACE"
            if shape.lemma in (frame.lemma, frame.light_lemma) and isinstance(self.fit(frame, shape), _Fit):
                return shape.text
        return ""

    def fit(self, frame: Frame, shape: Shape) -> _Fit | Item | frozenset[str]:
        """How a shape fits a frame, or what it lacks there."""
        bound: dict[str, tuple[Role, ...]] = {}
        words: list[int] = []
        as_verb = shape.kind == "verb"
        if shape.subject is not None:
            subject = self._subject(frame, shape)
            if subject:
                bound[shape.subject] = subject
            elif shape.subject_words is not None:
                return shape.subject_words
        used: list[Role] = list(bound.get(shape.subject or "", ()))
        for item in shape.items:
            found = self._find(frame, item, as_verb, used)
            if found is None:
                if item.required:
                    return item
                continue
            roles, tokens = found
            used += roles
            words += tokens
            if item.slot is not None and roles:
                bound[item.slot] = (*bound.get(item.slot, ()), *roles)
        return _Fit(bound, tuple(words))

    def _subject(self, frame: Frame, shape: Shape) -> tuple[Role, ...]:
        roles = tuple(r for r in frame.roles if r.name in ("agent", "party"))
        if shape.kind == "adjective" and not roles:
            roles = tuple(r for r in frame.roles if r.name == "patient")
        if shape.subject_words is not None:
            roles = tuple(r for r in roles if any(self._is_one_of(h, shape.subject_words) for h in r.heads))
        return roles

    def _find(
        self, frame: Frame, item: Item, as_verb: bool, used: Sequence[Role]
    ) -> tuple[tuple[Role, ...], tuple[int, ...]] | None:
        """The roles (none for a clause or a literal word) and tokens that an item finds, None if it finds nothing."""
        if item.slot == "act":
            clauses = [
                c for c in self.complements.get(frame.index, ()) if self._introduced(c, item, frame.kind)
            ]
            if clauses and item.words is None:
                heads = {c.head for c in clauses}
                roles = (
                    r for r in frame.roles if r.head in heads and (r.case in item.prepositions or not r.case)
                )
                return tuple(roles), ()
        if item.words is not None and item.slot is None and item.prepositions:
            aim = self._infinitive(frame, item, item.words)
            if aim is not None:
                return (), (aim,)
        if not item.prepositions:
            return self._object(frame, item, used) if as_verb else self._modifier(frame, item)
        hits, tokens = [], []
        for role in self._prepositional(frame, item.prepositions, as_verb, used):
            if role in used:
                continue
            if item.words is not None:
                token = self._word(role.head, item.words)
                if token is None:
                    continue
                tokens.append(token)
                if token != role.head and item.slot is not None and not as_verb:
                    role = Role(
                        role.name, token, role.case, self._coordinated(token), "complement of the complement"
                    )
            hits.append(role)
            if not as_verb and role.case in self.genitive:
                break  # "le retrait du pays du statut de Rome": the nearest complement is the noun's own
        if not hits:
            return None
        return tuple(hits), tuple(tokens) if item.slot is None else ()

    def _infinitive(self, frame: Frame, item: Item, words: frozenset[str]) -> int | None:
        """A literal infinitive behind its preposition: "pousser X à fuir"."""
        for clause in self.complements.get(frame.index, ()):
            if (
                clause.mood == "infinitive"
                and clause.lemma in words
                and self._introduced(clause, item, frame.kind)
            ):
                return clause.head
        return None

    def _introduced(self, clause: Frame, item: Item, kind: str) -> bool:
        """Whether an embedded act stands with the preposition that the pattern asks for ("arrêter de E", not "arrêter E")."""
        if not item.prepositions:
            return True
        token = clause.light if clause.light is not None and clause.mood != "none" else clause.head
        marks = [t.lower for t in self.tree.children(token, "mark", "case")]
        if not marks:  # "son engagement nourrir": an infinitive beside a noun is not its complement
            finite = self.lexicon.classes.get("_conjunctions", frozenset()) & set(item.prepositions)
            return (
                clause.kind != "noun" and not (kind == "noun" and clause.mood == "infinitive") and not finite
            )
        return any(self.spellings.get(m, m) in item.prepositions for m in marks)

    def _object(
        self, frame: Frame, item: Item, used: Sequence[Role]
    ) -> tuple[tuple[Role, ...], tuple[int, ...]] | None:
        if frame.kind == "light" and item.words is not None and frame.lemma in item.words:
            return (), (frame.head,)
        if item.words is not None and item.slot is None:
            beside = self._beside(frame, item.words)
            if beside is not None:
                return (), (beside,)
        for role in frame.roles:
            bare = role.name == "patient" or (role.name == "oblique" and not role.case)
            if not bare or role in used:
                continue
            if item.words is None:
                return (role,), ()
            for head in role.heads:
                token = self._word(head, item.words)
                if token is not None:
                    return (role,), (token,) if item.slot is None else ()
        if item.words is not None and frame.role("patient") is None:
            for role in frame.roles:  # the partitive "livrer du gaz" is read as a complement with "de"
                token = self._word(role.head, item.words) if role.case in self.genitive else None
                if token is not None and role not in used:
                    return (role,), (token,) if item.slot is None else ()
        return None

    def _beside(self, frame: Frame, words: frozenset[str]) -> int | None:
        """A literal word that is no nominal: "se faire exploser", "déclarer X coupable"."""
        for clause in self.complements.get(frame.index, ()):
            if clause.lemma in words and clause.mood == "infinitive":
                return clause.head
        patient = frame.role("patient")
        tokens = [*self.tree.children(frame.head, "xcomp", "amod", "advmod")]
        if patient is not None:
            beside = self.tree.children(patient.head, "amod", "xcomp", "acl")
            tokens += [t for t in beside if t.dep != "acl:relcl"]  # "les mesures que nous pourrions prendre"
        if frame.passive:  # "déclarés persona non grata"
            tokens += [t for t in self.tree.children(frame.head, "obl") if not self.case_of(t.i)]
        taken = {h for r in frame.roles for h in r.heads}
        return next(
            (
                t.i
                for t in tokens
                if (t.pos in ("ADJ", "VERB") or (t.dep in ("xcomp", "obl:mod") and t.i not in taken))
                and t.lemma.lower() in words
            ),
            None,
        )

    def _modifier(self, frame: Frame, item: Item) -> tuple[tuple[Role, ...], tuple[int, ...]] | None:
        """A noun's own modifier, an adjective or a noun set beside it ("frappe aérienne", "attaque suicide")."""
        if item.words is None:
            return None
        kids = self.tree.children(frame.head, "amod", "nmod", "appos", "acl", "flat", "compound", "advmod")
        token = next((t.i for t in kids if self._is_one_of(t.i, item.words)), None)
        if token is None:
            after = frame.head + 1
            if after < len(self.tree.tokens) and self._is_one_of(after, item.words):
                token = after
        return None if token is None else ((), (token,))

    def _prepositional(
        self, frame: Frame, cases: tuple[str, ...], as_verb: bool, used: Sequence[Role] = ()
    ) -> Iterator[Role]:
        """Roles with one of these prepositions: the frame's own, else those that stand with a role already found.

        "a accepté la proposition de Washington" takes its "de RECIPIENT" from the proposal.
        """
        found = False
        for role in frame.roles:
            if role.case in cases or (role.name == "party" and role.case == ""):
                if role not in used:
                    found = True
                    yield role
        if found:
            return
        for role in frame.roles:
            carrier = role in used or (role.name == "patient" if as_verb else role.name == "oblique")
            if not carrier or role.name == "agent":
                continue
            for kid in self.tree.children(role.head, "nmod", "obl"):
                case = self.case_of(kid.i)
                if not case and kid.dep.startswith("nmod") and any(self.tree.children(kid.i, "det")):
                    case = next(
                        iter(self.genitive), ""
                    )  # "aux mains des rebelles": "des" holds the preposition
                if case in cases and (role in used or case not in self.genitive):
                    yield Role("oblique", kid.i, case, self._coordinated(kid.i), "complement of the object")

    def _coordinated(self, token: int) -> tuple[int, ...]:
        return tuple(t.i for t in self.tree.children(token, "conj"))

    def case_of(self, token: int) -> str:
        """The preposition of a nominal in its dictionary form, "" without one."""
        words = [t.lower for t in self.tree.children(token, "case")]
        if not words:
            return ""
        joined = " ".join(words)
        return self.spellings.get(joined, self.spellings.get(words[0], joined))

    def _word(self, token: int, words: frozenset[str], depth: int = 0) -> int | None:
        """The token, or the noun that it only measures ("un lot d'armes"), that is one of the words."""
        if self._is_one_of(token, words):
            return token
        if depth < MAX_DEPTH:
            for kid in self.tree.children(token, "nmod"):
                if self.case_of(kid.i) in self.genitive:
                    found = self._word(kid.i, words, depth + 1)
                    if found is not None:
                        return found
        return None

    def _is_one_of(self, token: int, words: frozenset[str]) -> bool:
        t = self.tree.tokens[token]
        if t.lemma.lower() in words or t.lower in words:
            return True
        longest = _longest(words)
        if not longest:
            return False
        text = t.lower
        for n in range(1, longest + 1):
            if token + n >= len(self.tree.tokens):
                break
            text += ("" if text.endswith("'") else " ") + self.tree.tokens[token + n].lower
            if text in words:
                return True
        return False


def _suffered(pattern: Pattern, fit: _Fit) -> Iterator[Role]:
    """What the act is done to: what fills a slot without preposition, or behind the "de" of a noun."""
    for item in pattern.items:
        if item.slot in ("actor", "recipient") and (not item.prepositions or pattern.kind == "noun"):
            yield from fit.bound.get(item.slot, ())


def spellings_of(lexicon: Lexicon) -> dict[str, str]:
    """Every spelling of a preposition and its dictionary form, from the class `_prepositions`."""
    out: dict[str, str] = {}
    for line in lexicon.classes.get("_prepositions", ()):
        spelling, _, form = line.partition("=")
        out[spelling.strip()] = (form or spelling).strip()
    return out


@lru_cache(maxsize=4096)
def _longest(words: frozenset[str]) -> int:
    """The blanks in the longest expression among the words."""
    return max((w.count(" ") for w in words), default=0)


def _lack(item: Item | frozenset[str]) -> str:
    """What a pattern misses, in words: an item, or a subject of certain words."""
    if isinstance(item, frozenset):
        return f"a subject such as {_some(item)}"
    what = {"act": "an act", "place": "a place", "thing": "a thing", None: ""}.get(item.slot, f"{item.slot}")
    if item.words is not None:
        what = f"{what} such as {_some(item.words)}".strip()
    return f"{'|'.join(item.prepositions)} {what}" if item.prepositions else f"an object: {what}"


def _some(words: Iterable[str]) -> str:
    shown = sorted(words)
    return ", ".join(shown[:3]) + (" ..." if len(shown) > 3 else "")

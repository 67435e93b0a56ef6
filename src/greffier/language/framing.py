"""Trees in, frames out: every verb group, event noun, light verb with its noun, participle and predicate adjective.

`find_frames(tree, language, nouns)` mends a copy of the tree (`recovery.py`), reads verb groups (`verbgroup.py`), their
subjects (`subjects.py`) and other roles (`alternations.py`, `nounframes.py`), joins light verbs with their nouns
(`lightverbs.py`) and says which frame embeds which (`governors.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from ..model.span import Span
from .alternations import Alternations
from .frames import Frame, Role
from .governors import find_governors
from .lightverbs import Carrier, find_carriers
from .nounframes import noun_roles
from .recovery import mend
from .registry import Language
from .subjects import Subjects
from .tree import Tree
from .verbgroup import Group, find_groups
from .view import View

COPULAR_FRAMES = frozenset({"xcomp", "ROOT", "ccomp", "advcl", "conj", "acl", "parataxis"})


def find_frames(tree: Tree, language: Language, nouns: Collection[str] = ()) -> tuple[Frame, ...]:
    """The frames of a tree, in text order. `nouns` are the dictionary forms of the nouns that may tell of an event."""
    if not tree.tokens:
        return ()
    view = View(tree, language)
    mend(view)
    return _Framing(view, nouns).frames()


class _Framing:
    def __init__(self, view: View, nouns: Collection[str]) -> None:
        self.view = view
        self.groups = find_groups(view)
        self.subjects = Subjects(view, self.groups)
        self.alternations = Alternations(view, self.subjects)
        self.nouns = self._find_nouns(nouns if isinstance(nouns, (set, frozenset)) else frozenset(nouns))
        self.carriers = find_carriers(view, self.groups, self.nouns)
        self.questions = self._find_questions()

    def _find_nouns(self, nouns: Collection[str]) -> list[int]:
        view = self.view
        if not nouns:
            return []
        return [
            i
            for i, pos in enumerate(view.pos)
            if pos in ("NOUN", "PROPN") and (view.lemma[i] in nouns or view.low[i] in nouns) and view.base[i] not in ("case", "fixed", "flat", "mark")
            and i not in self.groups
        ]  # fmt: skip

    def frames(self) -> tuple[Frame, ...]:
        """All frames in text order, with their governors."""
        view = self.view
        carried = {c.group.head for c in self.carriers.values()}
        entries: list[tuple[int, Frame]] = []
        for head, group in self.groups.items():
            if head not in carried:
                entries.append((head, self._verb(group)))
        for noun in self.nouns:
            entries.append((noun, self._noun(noun)))
        entries += [(i, self._adjective(i)) for i in self._adjectives()]
        entries.sort(key=lambda e: e[0])
        frames = [f for _, f in entries]
        governors = find_governors(view, frames, self.subjects, self.carriers)
        frames = self._give_agents(self._give_parties(self._share_objects(frames, governors)), governors)
        return tuple(
            Frame(
                n, f.kind, f.head, f.lemma, f.roles, f.words, f.trigger, f.clause, f.sentence, f.reflexive, f.passive, f.light,
                f.light_lemma, f.negation, f.tense, f.mood, f.modal, f.modal_token, f.finite, governor, relation, f.question,
            )
            for n, (f, (governor, relation)) in enumerate(zip(frames, governors, strict=True))
        )  # fmt: skip

    def _share_objects(self, frames: list[Frame], governors: Sequence[tuple[int | None, str]]) -> list[Frame]:
        """ "a interrogé et libéré le suspect": the object of the last of several verbs is the object of all."""
        out = list(frames)
        for n in range(len(frames) - 1, -1, -1):
            above, relation = governors[n]
            if above is not None and relation == "coordinated":
                out[n] = self._share_passive(out[above], out[n])
            if (
                above is None
                or relation != "coordinated"
                or out[n].kind != "verb"
                or out[above].kind != "verb"
            ):
                continue
            out[n] = self._share_clitic(out[above], out[n])
            out[above] = self._share_agent(out[above], out[n])
            patient = out[n].role("patient")
            bare = (
                not any(r.name in ("patient", "oblique") for r in out[above].roles) and not out[above].passive
            )
            between = range(out[above].head + 1, out[n].head)
            if patient is None or patient.head < out[n].head or not bare:
                continue
            if all(
                self.view.pos[k] in ("CCONJ", "AUX", "ADV", "PUNCT") for k in between if k not in self.groups
            ):
                shared = replace(patient, how="shared object")
                out[above] = replace(out[above], roles=(*out[above].roles, shared))
        return out

    def _share_passive(self, first: Frame, second: Frame) -> Frame:
        """ "a été condamné et aussitôt incarcéré": a bare participle behind a passive has its subject and its tense."""
        patient = first.role("patient")
        bare = (
            second.kind == "participle" and second.tense == "past" and second.role("patient", "agent") is None
        )
        if not bare or not first.passive or first.kind != "verb" or patient is None:
            return second
        shared = replace(patient, how="shared subject")
        return replace(second, kind="verb", passive=True, roles=(shared, *second.roles), tense=first.tense,
                       mood=first.mood, finite=first.finite)  # fmt: skip

    def _give_agents(self, frames: list[Frame], governors: Sequence[tuple[int | None, str]]) -> list[Frame]:
        """ "X a condamné l'invasion de Y par Z": a verb with a subject has no other agent, so Z invaded."""
        out = list(frames)
        agentive = self.view.words.agent_prepositions
        for n, f in enumerate(frames):
            above, relation = governors[n]
            if f.kind != "noun" or above is None or relation != "complement":
                continue
            verb = frames[above]
            if verb.passive or verb.kind != "verb" or verb.role("agent") is None or f.obliques(*agentive):
                continue
            lent = next((r for r in verb.obliques(*agentive) if r.head > f.head), None)
            if lent is not None:
                out[n] = replace(f, roles=(*f.roles, replace(lent, how="agent behind the object")))
        return out

    def _give_parties(self, frames: list[Frame]) -> list[Frame]:
        """ "le sommet prévu entre X et Y": the parties behind a participle are those of the noun that it describes."""
        out = list(frames)
        nouns = {f.head: n for n, f in enumerate(frames) if f.kind == "noun"}
        for f in frames:
            patient = f.role("patient") if f.kind == "participle" else None
            noun = nouns.get(patient.head) if patient is not None else None
            parties = f.obliques(*self.view.words.party_prepositions)
            if noun is not None and parties and out[noun].role("party") is None:
                lent = tuple(replace(r, name="party", how="lent by the participle") for r in parties)
                out[noun] = replace(out[noun], roles=(*out[noun].roles, *lent))
        return out

    def _share_agent(self, first: Frame, second: Frame) -> Frame:
        """ "a été giflé et frappé par deux hommes": the agent of the second of two joined passives is that of both."""
        agent = second.role("agent")
        if (
            agent is None
            or not (first.passive and second.passive)
            or first.role("agent", "oblique") is not None
        ):
            return first
        between = range(first.head + 1, second.head)
        if agent.head < second.head or any(
            self.view.pos[k] not in ("CCONJ", "AUX", "ADV", "PUNCT") for k in between
        ):
            return first
        return replace(first, roles=(*first.roles, replace(agent, how="shared agent")))

    def _share_clitic(self, first: Frame, second: Frame) -> Frame:
        """ "m'ont arrêté et conduit au poste": a pronoun in front of a shared auxiliary is the object of both."""
        group = self.groups.get(second.head)
        if group is None or group.aux or group.passive or second.finite != first.finite:
            return second
        clitic = next((r for r in first.roles if r.name == "patient" and r.how == "clitic"), None)
        if clitic is None or second.role("patient") is not None:
            return second
        return replace(second, roles=(*second.roles, replace(clitic, how="shared object")))

    # ------------------------------------------------------------------------------------------ one frame

    def _verb(self, group: Group) -> Frame:
        participle = group.bare_participle or (group.mood == "participle" and group.tense == "present")
        words = (group.head,) if group.reflexive is None else tuple(sorted((group.reflexive, group.head)))
        return Frame(
            0, "participle" if participle else "verb", group.head, group.lemma, tuple(self.alternations.roles(group)), words,
            self.view.tokens[group.head].span, self._clause(group.top), self.view.sentence[group.head], group.reflexive is not None,
            group.passive, None, None, group.negation, group.tense, group.mood, group.modal, group.modal_token, group.finite,
            question=self._asks(group.head, group),
        )  # fmt: skip

    def _noun(self, noun: int) -> Frame:
        view = self.view
        roles = noun_roles(view, noun)
        carrier = self.carriers.get(noun)
        negation = next(
            (
                k
                for k in view.kids[noun]
                if view.low[k] in view.words.negative_determiners or view.low[k] in view.words.without
            ),
            None,
        )
        if carrier is None:
            span = view.span_of(noun)
            return Frame(
                0, "noun", noun, view.lemma[noun], tuple(roles), (noun,), view.tokens[noun].span, self._span(*span),
                view.sentence[noun], negation=negation, question=self._asks(noun, None),
            )  # fmt: skip
        return self._carried(noun, carrier, roles, negation)

    def _carried(self, noun: int, carrier: Carrier, roles: list[Role], negation: int | None) -> Frame:
        """A noun with the verb that carries it: the verb lends tense, negation and parties."""
        view, group = self.view, carrier.group
        lent = list(self._lent(noun, carrier))
        heads = {h for r in lent for h in r.heads}
        merged = [*lent, *(r for r in roles if r.head not in heads)]
        words = tuple(sorted({noun, *carrier.words}))
        first, last = min(words), max(words)
        trigger = (
            Span.cover([view.tokens[w].span for w in (noun, *carrier.words)])
            if last - first < 12
            else view.tokens[noun].span
        )
        return Frame(
            0, "light", noun, view.lemma[noun], tuple(merged), words, trigger, self._clause(group.top), view.sentence[noun],
            group.reflexive is not None, group.passive, group.head, carrier.lemma, group.negation if group.negation is not None else negation,
            group.tense, group.mood, group.modal, group.modal_token, group.finite, question=self._asks(noun, group),
        )  # fmt: skip

    def _lent(self, noun: int, carrier: Carrier) -> list[Role]:
        """The roles of the carrying verb as roles of the noun."""
        out: list[Role] = []
        chain = {noun, *carrier.chain}
        for role in self.alternations.roles(carrier.group):
            if chain.intersection(role.heads) and role.name in ("agent", "patient", "oblique"):
                continue
            if role.name == "agent" and carrier.position != "subject":
                out += _as(carrier.subject, role)
            elif role.name in ("agent", "patient") and carrier.position == "subject":
                out += _as(carrier.object, role)
            elif role.name == "oblique" and carrier.object == "opposed" and role.case in ("à", "avec"):
                out += _as("party", role)
            else:
                out.append(role)
        return out

    def _adjectives(self) -> list[int]:
        """Adjectives that say something of somebody: with a copula, behind "se dire", or with a complement of their own."""
        view = self.view
        out = []
        for i, pos in enumerate(view.pos):
            if pos != "ADJ" or i in self.groups:
                continue
            kids = view.kids[i]
            if (
                any(view.base[k] == "cop" for k in kids)
                or view.base[i] == "xcomp"
                or (
                    view.base[i] in ("amod", "acl", "appos", "advcl", "conj", "ROOT")
                    and any(view.base[k] in ("xcomp", "obl") and k > i for k in kids)
                )
            ):
                out.append(i)
        return out

    def _adjective(self, i: int) -> Frame:
        view = self.view
        group = Group(head=i, top=i, members=[i], lemma=view.lemma[i])
        cop = [k for k in view.kids[i] if view.base[k] in ("cop", "aux")]
        group.aux = cop
        forms = [
            view.rules.read_form(view.tokens[k].text, view.lemma[k], view.tokens[k].morph)
            for k in sorted(cop)
        ]
        if forms and forms[0] is not None:
            group.mood, group.tense = (
                (forms[0].mood, forms[0].tense) if len(forms) == 1 else view.rules.compound(forms[0])
            )
            if group.mood not in ("infinitive", "participle"):
                group.finite, group.number = min(cop), forms[0].number
        subject = self.subjects.of_adjective(group)
        roles = self.alternations.complements(group, set(subject.heads))
        if subject.heads:
            roles.insert(0, Role("agent", subject.heads[0], "", subject.heads[1:], subject.how))
        negation = next(
            (k for k in view.kids[i] if view.low[k] in view.words.negators and view.low[k] != "plus"), None
        )
        above = self.subjects.at.get(view.head[i]) if view.base[i] == "xcomp" else None
        if above is not None and not cop:
            group.mood, group.tense, group.finite = above.mood, above.tense, above.finite
        return Frame(
            0, "adjective", i, group.lemma, tuple(roles), (i,), view.tokens[i].span, self._clause(i), view.sentence[i],
            negation=negation, tense=group.tense, mood=group.mood, finite=group.finite, question=self._asks(i, group),
        )  # fmt: skip

    # ------------------------------------------------------------------------------------------ clause and question

    def _clause(self, top: int) -> Span:
        """The words of a predicate without the clauses coordinated with it."""
        view = self.view
        first = last = top
        for k in view.kids[top]:
            if view.base[k] in ("punct", "cc"):
                continue
            if view.base[k] in ("conj", "parataxis") and (k in self.subjects.at or view.is_clause(k)):
                continue
            left, right = view.span_of(k)
            first, last = min(first, left), max(last, right)
        return self._span(first, last)

    def _span(self, first: int, last: int) -> Span:
        view = self.view
        while first < last and (view.pos[first] in ("PUNCT", "CCONJ")):
            first += 1
        while last > first and view.pos[last] == "PUNCT":
            last -= 1
        return Span(view.tokens[first].start, view.tokens[last].end)

    def _find_questions(self) -> set[int]:
        view = self.view
        out = set()
        for n, (first, last) in enumerate(view.tree.sentences):
            j = last
            while j > first and view.pos[j] == "PUNCT" and view.low[j] not in view.words.interrogatives:
                j -= 1
            if view.low[j] in view.words.interrogatives:
                out.add(n)
        return out

    def _asks(self, i: int, group: Group | None) -> bool:
        if self.view.sentence[i] in self.questions:
            return True
        if group is None or group.finite is None:
            return False
        view = self.view
        inverted = any(
            view.low[k] in view.words.inverted and k > group.finite
            for m in group.members
            for k in view.kids[m]
        )
        return (
            inverted
            and group.first > 0
            and view.pos[group.first - 1] not in ("PUNCT",)
            and view.low[group.first - 1] not in ("aussi", "ainsi")
        )


def _as(name: str, role: Role) -> list[Role]:
    """A participant of the carrying verb as one of the noun: a role, or the preposition the noun would take it with."""
    if name in ("party", "opposed"):
        return [Role("party", role.head, "entre", role.others, f"lent by the verb, {role.how}")]
    if name == "agent":
        return [Role("agent", role.head, "", role.others, role.how)]
    if name:
        return [Role("oblique", role.head, name, role.others, f"lent by the verb, {role.how}")]
    return []

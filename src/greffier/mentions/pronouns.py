"""Whom "il", "elle", "ces derniers" and "son" mean: the best of the participants before them.

A subject of the sentence before is likelier than another mention, a person likelier than an organisation, a near one
likelier than a far one; gender and number must fit; a pronoun outside a quotation looks outside quotations first.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..language.cues import load_cues
from ..language.grammar import load_words, uninverted
from ..language.tree import ACTING, Token
from ..structure.layout import Layout
from .clusters import Cluster
from .coreference import Linker
from .drafts import Draft
from .reading import Reading

REACH = 3  # sentences back
# what speaks for or against a candidate
SUBJECT, PERSON, SAME_SIDE, SENTENCE, HEADLINE = 2.0, 1.5, 2.0, 1.1, 1.5
FAMILIAR = 0.15  # every mention before, up to FAMILIAR_MOST: whom the article is about comes back as "il"
FAMILIAR_MOST = 6
SAME_CLAUSE = 1.5  # "dans une lettre au président, il écrit": what stands beside the verb is not its subject
LATTER_MOST = 2.5
OBJECT = 2.0  # for a clitic, whoever the sentence named before it besides its subject
LATTER, LATTER_REACH = "pronoun latter", 8  # tokens that count as much as a point
OWNER = 3.0  # the subject of the same verb owns what it acts on
PAIR = 1.5  # two persons in one sentence, for a plural pronoun
OBJECTS = frozenset({"obj", "iobj", "obl:arg"})
INHERITING = frozenset(
    {"advcl", "xcomp", "conj"}
)  # "s'est tournée vers X, en lui demandant": their subject is the one above
NOBODY = -100.0


def find_pronouns(reading: Reading, linker: Linker, layout: Layout) -> dict[int, tuple[Cluster, ...]]:
    """Give the pronouns of the article to the clusters that they mean, in text order; the pairs that plural ones mean."""
    pairs: dict[int, tuple[Cluster, ...]] = {}
    for draft in _pronouns(reading):
        score, found = _antecedent(reading, linker, layout, draft)
        if draft.plural:
            pair_score, pair = _pair(reading, linker, draft)
            if pair and pair_score >= score:
                pairs[draft.heads[0]] = pair
                continue
        if found is not None:
            draft.kind, draft.name = found.kind, found.name
            linker.put(draft, found)
            linker.note(draft)
    return pairs


def _pronouns(r: Reading) -> Iterator[Draft]:
    words = load_words(r.language)
    for t in r.tree.tokens:
        latter: tuple[str, bool] | None = None
        low = uninverted(r.low[t.i])
        clitic = (t.pos == "PRON" or t.dep == "iobj") and t.dep in OBJECTS and low in r.book.clitics
        agreement = r.book.clitics[low] if clitic else r.book.pronouns.get(low)
        if agreement is not None:
            possessive = low in words.possessives and t.pos == "DET"
            if (
                not possessive
                and not clitic
                and (t.pos not in ("PRON", "NOUN", "PROPN", "ADV") or _is_filler(r, t))
            ):
                continue
            if low in words.possessives and not possessive and low not in r.book.clitics:
                continue
            if t.lower in words.impersonal_pronouns and _impersonal(r, t.head, words.impersonal):
                continue
            if (
                not clitic
                and low in r.book.words["stressed"]
                and t.dep
                not in (
                    "nsubj",
                    "obl",
                    "obl:mod",
                    "obl:arg",
                    "obl:agent",
                    "iobj",
                    "nmod",
                )
            ):
                continue
        elif (latter := _demonstrative(r, t)) is not None:
            yield Draft(
                "pronoun", t.i, t.i + 2, (t.i,), "person", t.text, gender=latter[0], plural=latter[1], rule=LATTER,
                core=(t.i, t.i),
            )  # fmt: skip
            continue
        elif (latter := r.book.latter.get(r.low[t.i])) and t.i and r.low[t.i - 1] in r.book.words["pointing"]:
            follower = r.tree.tokens[t.i + 1] if t.i + 1 < len(r.words) else None
            if follower is not None and follower.pos in ("NOUN", "PROPN") and follower.i == t.head:
                continue
            agreement = latter
        elif (
            (same := r.book.reprise.get(r.low[t.i]))
            and t.i
            and r.any_of(t.i - 1, "definite")
            and t.pos in ("NOUN", "ADJ", "VERB")
        ):
            agreement = same  # "l'intéressé": the one just spoken of
        else:
            continue
        rule = LATTER if agreement is latter else "pronoun"
        yield Draft(
            "pronoun", t.i, t.i, (t.i,), "person", t.text, gender=agreement[0], plural=agreement[1],
            rule=rule, core=(t.i, t.i),
        )  # fmt: skip


def _demonstrative(r: Reading, t: Token) -> tuple[str, bool] | None:
    """Gender and number of "celui-ci", which the tokenizer may cut in three."""
    if t.i + 2 >= len(r.words) or r.low[t.i + 1] != "-" or r.low[t.i + 2] not in r.book.words["here"]:
        return None
    return r.book.pronouns.get(f"{r.low[t.i]}-{r.low[t.i + 2]}")


def _is_filler(r: Reading, t: Token) -> bool:
    """Whether a pronoun that the parser calls an expletive is one: not before or behind a personal verb ("dit-il")."""
    if not t.dep.startswith("expl"):
        return False
    head = r.tree.tokens[t.head]
    return not (t.dep == "expl:subj" and head.pos == "VERB")


def _impersonal(r: Reading, verb: int, lemmas: frozenset[str]) -> bool:
    tokens = r.tree.tokens
    if tokens[verb].lemma in lemmas:
        return True
    # "il est interdit de", "il y a"
    exists = tokens[verb].lemma in r.book.words["existing"]
    return exists and any(r.low[k] in load_words(r.language).pro_places for k in r.tree.kids[verb])


def _pair(r: Reading, linker: Linker, draft: Draft) -> tuple[float, tuple[Cluster, ...]]:
    """The two that "ils" or "leur" means: joined by "et", or the only two persons or states of a sentence."""
    i = draft.core[0]
    sentence = r.tree.sentence_of[i]
    groups: dict[int, list[Draft]] = {}
    for other in linker.before(i):
        distance = sentence - r.tree.sentence_of[other.core[0]]
        if distance > 1:
            break
        kind = linker.owner[other].kind
        if (
            not other.quiet
            and other.form != "pronoun"
            and kind in ("person", "office", "state")
            and other.last < i
        ):
            groups.setdefault(distance, []).append(other)
    for distance, found in sorted(groups.items()):
        score = PAIR - SENTENCE * distance
        for right, left in pairwise(found):  # nearest first
            between = range(left.last + 1, right.first)
            if [r.tree.tokens[k].pos for k in between] in (["CCONJ"], ["CCONJ", "DET"]) and linker.owner[
                left
            ] is not linker.owner[right]:
                return score + SUBJECT, (linker.owner[left], linker.owner[right])
        persons = list(dict.fromkeys(linker.owner[d] for d in found if linker.owner[d].kind != "state"))
        if len(persons) == 2:
            return score, tuple(reversed(persons))
    return 0.0, ()


def _antecedent(r: Reading, linker: Linker, layout: Layout, draft: Draft) -> tuple[float, Cluster | None]:
    i = draft.core[0]
    sentence = r.tree.sentence_of[i]
    quoted = layout.quote_at(r.tree.tokens[i].start)
    title_end = layout.article.title_end
    possessive = r.tree.tokens[i].pos == "DET"
    if possessive and (ahead := _owner_ahead(r, linker, draft)) is not None:
        return OWNER, ahead
    best: tuple[float, Cluster] | None = None
    verb = r.tree.tokens[i].head if r.tree.tokens[i].dep in ACTING else None
    seen: dict[int, int] = {}
    speaks = verb is not None and r.tree.tokens[verb].lemma in load_cues(r.language).verbs
    subjects = _subjects_near(r, i)
    barred = (
        {linker.owner[d] for d in linker.before(i) if subjects & set(d.heads)}
        if r.tree.tokens[i].dep in OBJECTS
        else set()
    )
    for other in linker.before(i):
        distance = sentence - r.tree.sentence_of[other.core[0]]
        if distance > REACH:
            break
        if other.quiet or other.last >= i:
            continue
        if not speaks and r.any_of(other.first - 1, "naming_sources"):
            continue  # "selon le procureur": a source goes on to speak, it does nothing of what it tells
        cluster = linker.owner[other]
        if cluster in barred or not _fits(draft, other, cluster) or _is_predicate(r, other):
            continue
        token = r.tree.tokens[other.heads[0]]
        score = -SENTENCE * distance - (i - other.core[0]) / 1000
        if draft.rule == LATTER:
            score -= min(LATTER_MOST, (i - other.core[0]) / LATTER_REACH)  # "ce dernier": the one named last
            score += PERSON if other.form == "name" and cluster.kind == "person" else 0
        elif (
            distance == 0
            and r.tree.tokens[i].dep in OBJECTS
            and not subjects & set(r.tree.ancestors(token.i))
        ):
            score += OBJECT  # "Informé des actes de X, le ministre l'a suspendu"
        elif any(r.tree.tokens[h].dep in ACTING for h in other.heads):
            score += SUBJECT / 2 if r.tree.tokens[i].dep in OBJECTS else SUBJECT
        if cluster.kind in ("person", "office", "unnamed"):
            score += PERSON if not draft.plural else 0
        elif not draft.plural and other.form == "role" and not other.definite and cluster.kind != "group":
            score -= PERSON  # "il" after "un magazine" is hardly the magazine
        if layout.quote_at(token.start) == quoted:
            score += SAME_SIDE
        if token.start < title_end <= r.tree.tokens[i].start:
            score -= HEADLINE
        if verb is not None and distance == 0 and verb in r.tree.ancestors(token.i):
            score -= SAME_CLAUSE
        if id(cluster) not in seen:
            seen[id(cluster)] = sum(d.core[0] < i for d in cluster.drafts)
        score += FAMILIAR * min(FAMILIAR_MOST, seen[id(cluster)])
        if possessive and subjects & set(other.heads):
            score += OWNER
        if best is None or score > best[0]:
            best = (score, cluster)
    return best if best else (NOBODY, None)


def _owner_ahead(r: Reading, linker: Linker, draft: Draft) -> Cluster | None:
    """ "Connu pour ses critiques, X ...": in a participle that opens the sentence, "son" is of the subject behind it."""
    i, tokens = draft.core[0], r.tree.tokens
    first = r.tree.sentences[r.tree.sentence_of[i]][0]
    while first < i and tokens[first].pos in ("ADV", "PUNCT"):
        first += 1
    opening = tokens[first].morph.get("VerbForm") == "Part" and tokens[first].morph.get("Tense") == "Past"
    if first >= i or not opening or any(r.tree.children(first, "aux")):
        return None
    comma = next((k for k in range(i, r.tree.sentences[r.tree.sentence_of[i]][1]) if r.words[k] == ","), None)
    for other in linker.after(i):
        if comma is None or other.first > comma + 1:
            return None
        if other.first == comma + 1 and any(tokens[h].dep in ACTING for h in other.heads):
            cluster = linker.owner[other]
            return cluster if _fits(draft, other, cluster) else None
    return None


def _is_predicate(r: Reading, other: Draft) -> bool:
    """Whether a mention only says what somebody is: "X est un ancien employé"."""
    return other.form == "role" and any(
        any(r.tree.children(h, "cop")) and any(r.tree.children(h, "nsubj")) for h in other.heads
    )


def _subjects_near(r: Reading, i: int) -> set[int]:
    """The subjects of the verb that governs a word: the owner of what is done to one's own, never the object itself."""
    for above in r.tree.ancestors(i):
        token = r.tree.tokens[above]
        if token.pos in ("VERB", "AUX"):
            found = {t.i for t in r.tree.children(above, "nsubj")}
            if found or token.dep not in INHERITING:
                return found
    return set()


def _fits(draft: Draft, other: Draft, cluster: Cluster) -> bool:
    if cluster.kind == "unnamed" and other.form == "pronoun":
        return False
    plural = cluster.plural or cluster.kind == "people"
    if draft.plural != plural:
        return False
    gender = cluster.gender or other.gender
    return not (draft.gender and gender and draft.gender != gender)

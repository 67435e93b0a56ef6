"""Which mentions mean the same participant: names by their words, roles by office, noun and country, pronouns by recency.

Names are settled over the whole article first ("Kim" in the headline is the Kim Jong Un of the body); roles and pronouns
are then read in text order.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping

from ..knowledge.base import fold, fold_words
from ..structure.layout import Layout
from .beside import find_beside
from .calling import find_called
from .clusters import Cluster
from .countries import OF_ARTICLE, is_owned
from .drafts import Draft
from .holders import post_of
from .reading import Reading
from .roles import HEAD

HORIZON = 400  # mentions looked at before and after a role: more than any article has, few enough for a file of many
HEADLINE_WEIGHT = 2.0  # what the headline names is what the article is about
HOME_SHARE = 0.4  # the country of the article: this share of all mentions of countries
HOME_LEAD = 1.5  # or so much more than the next one


class Linker:
    """Turns the drafts of one article into clusters; `owner` tells whose every draft is."""

    def __init__(self, reading: Reading, layout: Layout) -> None:
        self.r, self.layout = reading, layout
        self.clusters: list[Cluster] = []
        self.owner: dict[Draft, Cluster] = {}
        self.seen: list[tuple[int, int]] = []  # (token, index of the draft): mentions in text order
        self.order: list[Draft] = []
        self.by_key: dict[tuple[str, str], Cluster] = {}
        self.home: str | None = None
        self.share = self.weight = (
            0.0  # of the mentions of countries those of the home country, and how many they are
        )
        self.name_at: dict[int, Draft] = {}
        self.plural_marks = "".join(sorted(reading.book.words["plural_endings"]))

    # -------------------------------------------------------------------------------------------- steps

    def link(self, names: list[Draft], phrases: list[Draft]) -> None:
        """Names, then the roles beside them, then all other roles and peoples in text order."""
        self._names(names)
        self.name_at = {d.core[0]: d for d in names}
        self.home = self._home([*names, *phrases])
        roles = [d for d in phrases if d.form in ("role", "people")]
        beside = find_beside(self, names, roles)
        for role, name in beside.items():
            self._join(role, name)
        for draft in names:
            self.note(draft)
        rest = [d for d in phrases if d not in beside]
        for draft in sorted(rest, key=lambda d: d.core):
            if draft.complement is not None and draft.complement in beside:
                draft.complement = beside[draft.complement]
            self._settle(draft)
            self.note(draft)

    def put(self, draft: Draft, cluster: Cluster) -> Cluster:
        """Give a draft to a cluster."""
        if not cluster.drafts:
            self.clusters.append(cluster)
        cluster.add(draft)
        self.owner[draft] = cluster
        if draft.complement is not None and (inner := self.owner.get(draft.complement)) is not None:
            if inner not in cluster.complements:
                cluster.complements.append(inner)
        return cluster

    def note(self, draft: Draft) -> None:
        """Put a settled mention in its place in the text."""
        self.order.append(draft)
        insort(self.seen, (draft.core[0], len(self.order) - 1))

    def before(self, token: int) -> Iterable[Draft]:
        """The mentions before a token, nearest first."""
        k = bisect_left(self.seen, (token, -1))
        return (self.order[self.seen[j][1]] for j in range(k - 1, max(-1, k - 1 - HORIZON), -1))

    def after(self, token: int) -> Iterable[Draft]:
        """The mentions after a token, nearest first."""
        k = bisect_right(self.seen, (token, len(self.order)))
        return (self.order[self.seen[j][1]] for j in range(k, min(len(self.seen), k + HORIZON)))

    def members(self) -> dict[int, tuple[Cluster, ...]]:
        """What a plural with several countries means: the states, or their holders of the office where the article names them."""
        out: dict[int, tuple[Cluster, ...]] = {}
        for draft in self.order:
            found: list[Cluster] = []
            for code in draft.members:
                office = draft.office if draft.office != HEAD else self.r.knowledge.head_office(code)
                person = self.r.knowledge.holder(code, office, self.r.on) if office and self.r.on else None
                cluster = self.by_key.get(("person", person.id)) if person else None
                cluster = cluster or self.by_key.get(("country", code))
                if cluster is not None:
                    found.append(cluster)
            if len(found) > 1:
                out.update(dict.fromkeys(draft.heads, tuple(found)))
        return out

    def owners(self, pairs: Mapping[int, tuple[Cluster, ...]]) -> dict[int, tuple[Cluster, ...]]:
        """Whom each pronoun means, by its token: one, or the several that `pairs` give to a plural ("leurs")."""
        single = {d.core[0]: (c,) for d, c in self.owner.items() if d.form == "pronoun"}
        return single | dict(pairs)

    # -------------------------------------------------------------------------------------------- names

    def _names(self, names: list[Draft]) -> None:
        unknown = [d for d in names if d.entry is None]
        for draft in names:
            if draft.entry is not None:
                self._known(draft)
        people = [d for d in unknown if d.kind == "person"]
        same: dict[tuple[tuple[str, ...], str], Cluster] = {}
        for draft in sorted(people, key=lambda d: (-len(fold_words(d.name)), d.core)):
            key_words = (fold_words(draft.name), draft.gender)
            found = same.get(key_words) if len(key_words[0]) > 1 or len(people) > HORIZON else None
            same[key_words] = self.put(draft, found or self._person(draft) or Cluster("person"))
        for draft in unknown:
            if draft.kind != "person":
                key = ("name", fold(draft.name))
                self.by_key[key] = self.put(draft, self.by_key.get(key) or Cluster(draft.kind, sure=False))
        self._acronyms(names)

    def _known(self, draft: Draft) -> None:
        assert draft.entry is not None
        kind = "country" if draft.kind == "state" else draft.entry.kind
        key = (kind, draft.entry.id)
        cluster = self.by_key.get(key)
        if cluster is None:
            cluster = Cluster(draft.kind, draft.entry)
            self.by_key[key] = cluster
            if draft.entry.kind == "person":
                terms = self.r.knowledge.offices_of(draft.entry.id, self.r.on)
                cluster.offices = {(t.office, t.country) for t in terms}
        self.put(draft, cluster)

    def _person(self, draft: Draft) -> Cluster | None:
        """The person whose name holds these words: "Bushiri", "M. Bushiri" and "Shepherd Bushiri" are one."""
        words = fold_words(draft.name)
        best: tuple[float, Cluster] | None = None
        for cluster in self.clusters:
            if cluster.kind != "person" or (
                draft.gender and cluster.gender and draft.gender != cluster.gender
            ):
                continue
            fit = max(
                (_name_fit(words, fold_words(d.name)) for d in cluster.drafts if d.form == "name"), default=0
            )
            if cluster.entry is not None and not fit and len(words) == 1:
                fit = 2.0 * (words[0] == fold_words(cluster.entry.name_fr)[-1])
            if not fit:
                continue
            nearest = min(abs(d.core[0] - draft.core[0]) for d in cluster.drafts)
            score = fit - nearest / 100_000
            if best is None or score > best[0]:
                best = (score, cluster)
        return best[1] if best else None

    def _acronyms(self, names: list[Draft]) -> None:
        """ "Nouvelle Union populaire (Nupes)": the name in brackets is the same organisation."""
        at = {d.first: d for d in names}
        for long in names:
            k = long.last + 1
            short = at.get(k + 1)
            if short is None or self.r.words[k] != "(" or short.last + 1 >= len(self.r.words):
                continue
            if (
                self.r.words[short.last + 1] != ")"
                or long.kind not in ("organisation",)
                or short.kind != "organisation"
            ):
                continue
            one, two = self.owner[long], self.owner[short]
            if two.entry and not one.entry and fold(long.name)[:1] != fold(short.name)[:1]:
                continue  # "Conseil de sécurité des Nations unies (ONU)" is no ONU
            if one is two or (one.entry and two.entry) or len(short.name.split()) > 1:
                continue
            if one.entry is None and two.entry is not None:
                one, two = two, one
            self._merge(one, two)

    def _merge(self, into: Cluster, other: Cluster) -> None:
        for draft in other.drafts:
            self.put(draft, into)
        self.clusters.remove(other)
        for key, cluster in list(self.by_key.items()):
            if cluster is other:
                self.by_key[key] = into

    # -------------------------------------------------------------------------------------------- home

    def _home(self, drafts: Iterable[Draft]) -> str | None:
        """The country that the article is about: whose police "la police" is."""
        weights: defaultdict[str, float] = defaultdict(float)
        end = self.layout.article.title_end
        for d in drafts:
            if d.country and d.kind != "person" and len(d.country) == 3:
                weights[d.country] += HEADLINE_WEIGHT if self.r.tree.tokens[d.first].start < end else 1.0
        for place in self.r.places.places:
            if place.country:
                weights[place.country] += len(place.mentions) / 2
        ranked = sorted(weights.items(), key=lambda w: -w[1])
        if not ranked:
            return None
        top = ranked[0][1]
        self.share, self.weight = top / sum(weights.values()), top
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        return (
            ranked[0][0] if top >= HOME_SHARE * sum(weights.values()) or top >= HOME_LEAD * second else None
        )

    # -------------------------------------------------------------------------------------------- roles beside names

    def _join(self, role: Draft, name: Draft) -> None:
        """A role and its name become one mention of the named one."""
        cluster = self.owner[name]
        if cluster.entry is None:
            if cluster.country is None and role.country is not None:
                cluster.country, cluster.because = role.country, role.because
            elif cluster.country is None and role.home and not role.former and self.home:
                cluster.country, cluster.because = self.home, OF_ARTICLE
            if role.form == "role":
                cluster.sector = cluster.sector or role.sector
        elif cluster.kind == "person":
            if cluster.country is None:
                cluster.country, cluster.because = role.country, role.because
            if role.form == "role":
                governs = role.sector == "GOV" and cluster.sector == "PTY" and not role.former
                cluster.sector = "GOV" if governs else cluster.sector or role.sector
        if not role.former:
            country = role.country or (self.home if role.home else None)
            if post := post_of(self.r.knowledge, role, country):
                cluster.offices.add((post[1], post[0]))
        cluster.gender = cluster.gender or role.gender
        cluster.describe(role)
        if role.complement is not None and (inner := self.owner.get(role.complement)) is not None:
            cluster.complements.append(inner)
        name.first, name.last = min(name.first, role.first), max(name.last, role.last)
        name.heads = tuple(dict.fromkeys((*name.heads, *role.heads)))
        if (
            name.kind == "organisation"
            and role.definite
            and role.last + 1 == name.core[0]
            and len(name.name.split()) == 1
        ):
            name.name = f"{role.name} {name.name}" if cluster.entry is None else name.name
        self.owner[role] = cluster

    # -------------------------------------------------------------------------------------------- roles alone

    def _settle(self, draft: Draft) -> None:
        """The cluster of a role, people or adjective that stands without a name."""
        if draft.form == "adjective" and draft.entry is not None:
            self._known(draft)
        elif draft.form == "adjective":
            key = ("adjective", draft.noun)
            self.by_key[key] = self.put(
                draft, self.by_key.get(key) or Cluster(draft.kind, sector=draft.sector, plural=True)
            )
        elif draft.form == "people":
            key = ("people", f"{draft.noun.rstrip(self.plural_marks)} {draft.plural}")
            same = self.by_key.get(key) if draft.definite else None
            self.by_key[key] = self.put(draft, same or Cluster(draft.kind))
        else:
            known = draft.definite or draft.bare
            if draft.country is None and draft.home and known and not is_owned(self.r, draft):
                draft.country, draft.because = self.home, OF_ARTICLE
            self.put(draft, find_called(self, draft) or Cluster(draft.kind))


def _name_fit(part: tuple[str, ...], whole: tuple[str, ...]) -> float:
    """How well a shorter name fits a longer one: the same, its end (a surname), its front, or its words in order; 0 not at all."""
    if part == whole:
        return 4
    if not part or len(part) >= len(whole):
        return 0
    if whole[-len(part) :] == part:
        return 3
    if whole[: len(part)] == part:
        return 2 if len(part) > 1 or len(whole) > 2 else 1
    rest = iter(whole)
    return 1 if len(part) > 1 and all(w in rest for w in part) else 0

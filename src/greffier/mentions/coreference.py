"""Which mentions mean the same participant: names by their words, roles by office, noun and country, pronouns by recency.

Names are settled over the whole article first ("Kim" in the headline is the Kim Jong Un of the body); roles and pronouns
are then read in text order.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from ..knowledge.base import fold, fold_words
from ..language.grammar import spell
from ..structure.layout import Layout
from .clusters import Cluster, weighty
from .drafts import Draft
from .naming import Reading
from .roles import HEAD

HORIZON = 400  # mentions looked at before and after a role: more than any article has, few enough for a file of many
CALLING_REACH = 3  # sentences back to whom "le magistrat" means
SHORT_ROLE = 2  # weighty words: an office and the adjective of its country
HEADLINE_WEIGHT = 2.0  # what the headline names is what the article is about
NAMED_REACH = 8  # sentences from "le groupe" back to its name
STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "LEG", "JUD"})  # nobody calls these "le groupe"
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
        self.name_at: dict[int, Draft] = {}

    # -------------------------------------------------------------------------------------------- steps

    def link(self, names: list[Draft], phrases: list[Draft]) -> None:
        """Names, then the roles beside them, then all other roles and peoples in text order."""
        self._names(names)
        self.name_at = {d.core[0]: d for d in names}
        self.home = self._home([*names, *phrases])
        roles = [d for d in phrases if d.form == "role"]
        beside = self._beside(names, roles)
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
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        return (
            ranked[0][0] if top >= HOME_SHARE * sum(weights.values()) or top >= HOME_LEAD * second else None
        )

    # -------------------------------------------------------------------------------------------- roles beside names

    def _beside(self, names: list[Draft], roles: list[Draft]) -> dict[Draft, Draft]:
        """The roles that stand in apposition to a name: before it, after a comma, or behind it."""
        starts = {d.first: d for d in names} | {d.core[0]: d for d in names}
        ends = {d.last: d for d in names}
        out: dict[Draft, Draft] = {}
        for role in roles:
            name = self._name_after(role, starts) or self._name_before(role, ends)
            if name is not None and self._agree(role, name):
                out[role] = name
        return out

    def _name_after(self, role: Draft, starts: dict[int, Draft]) -> Draft | None:
        r, k = self.r, role.last + 1
        if k < len(r.words) and r.words[k] in '«"“':  # l'unité « Hawks »
            k += 1
        if (name := starts.get(k)) is not None:
            return name
        if (
            k + 1 < len(r.words)
            and r.words[k] == ","
            and role.kind == "office"
            and (name := starts.get(k + 1)) is not None
        ):
            after = name.last + 1
            ended = (
                after >= len(r.words)
                or r.words[after] in ',.;:)»"'
                or r.tree.tokens[after].pos in ("VERB", "AUX")
            )
            return name if name.kind == "person" and ended and not self._in_list(role, name) else None
        return None

    def _name_before(self, role: Draft, ends: dict[int, Draft]) -> Draft | None:
        r = self.r
        start = role.first
        if (
            start >= 2
            and r.words[start - 1] in (",", "(")
            and role.kind in ("office", "organisation", "group")
        ):
            name = ends.get(start - 2)
            if name is None or (name.kind == "person") != (role.kind == "office"):
                return None
            after = role.last + 1
            stop = (
                after >= len(r.words)
                or r.words[after] in ',.;:)»"'
                or r.tree.tokens[after].pos in ("VERB", "AUX", "PRON", "ADP")
            )
            acts = any(r.tree.tokens[h].dep == "nsubj" for h in role.heads)
            aside = any(any(r.tree.children(h, "case")) for h in name.heads)
            if acts and aside and not role.bare:
                return None  # "dans une lettre à M. Kim, le président a dit": two people
            if role.bare or (role.definite and stop and not self._in_list(name, role)):
                return name
        return None

    def _in_list(self, one: Draft, two: Draft) -> bool:
        """Whether a coordinator stands near: "le président, M. Li et leurs ministres"."""
        after = two.last + 1
        return after < len(self.r.words) and self.r.tree.tokens[after].pos == "CCONJ"

    def _agree(self, role: Draft, name: Draft) -> bool:
        if role.complement is name:
            return False
        if role.plural and name.kind == "person":
            return False
        if name.kind == "person":
            if role.kind not in ("office", "unnamed"):
                return False
            cluster = self.owner[name]
            return not (
                role.gender and cluster.gender and role.gender != cluster.gender and name.entry is None
            )
        if name.kind == "organisation":
            return role.kind in ("organisation", "group") and not role.plural
        return False

    def _join(self, role: Draft, name: Draft) -> None:
        """A role and its name become one mention of the named one."""
        cluster = self.owner[name]
        if cluster.entry is None:
            cluster.country = (
                cluster.country or role.country or (self.home if role.home and not role.former else None)
            )
            cluster.sector = cluster.sector or role.sector
        elif cluster.kind == "person":
            cluster.country = cluster.country or role.country
            cluster.sector = cluster.sector or role.sector
        if not role.former:
            country = role.country or (self.home if role.home else None)
            office = self._office(role, country)
            if office:
                cluster.offices.add((office, country))
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

    def _office(self, role: Draft, country: str | None) -> str | None:
        if role.office != HEAD:
            return role.office
        return self.r.knowledge.head_office(country) if country else None

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
            key = ("people", f"{draft.noun.rstrip('s')} {draft.plural}")
            same = self.by_key.get(key) if draft.definite else None
            self.by_key[key] = self.put(draft, same or Cluster(draft.kind))
        else:
            if draft.country is None and draft.home and (draft.definite or draft.bare):
                draft.country = self.home
            self.put(draft, self._role(draft) or Cluster(draft.kind))

    def _role(self, draft: Draft) -> Cluster | None:
        if draft.kind == "state":
            return self._own_state(draft)
        if draft.kind == "office":
            found = self._named_by(draft) or self._holder(draft) or self._called_so(draft, "person")
            return found or self._of_calling(draft) or self._called_so(draft, "office")
        if draft.kind == "unnamed" and draft.definite and not draft.plural:
            return self._called_so(draft, "person", "unnamed") or self._of_calling(draft)
        if draft.definite and draft.kind in ("organisation", "group", "people"):
            return self._called_so(draft, "organisation", "group", "people") or self._named_before(draft)
        return None

    def _named_before(self, draft: Draft) -> Cluster | None:
        """ "le groupe", "l'agence": the organisation named last that may be called so."""
        core = draft.core
        if (
            draft.home
            or draft.plural
            or draft.last != core[1]
            or draft.noun not in self.r.book.words["name_stand_ins"]
            or self._goes_on_with_name(draft)
            or core[0] - draft.first > 1
        ):
            return None
        here = self.r.tree.sentence_of[core[0]]
        for other in self.before(core[0]):
            if here - self.r.tree.sentence_of[other.core[0]] > NAMED_REACH:
                break
            cluster = self.owner[other]
            if (
                other.form == "name"
                and cluster.kind == "organisation"
                and cluster.sector not in STATE_SECTORS
            ):
                if draft.sector is None or cluster.sector in (None, draft.sector):
                    return cluster
        return None

    def _goes_on_with_name(self, draft: Draft) -> bool:
        """ "L'agence Sputnik" has a name of its own, known or not."""
        after = draft.last + 1
        return (
            after < len(self.r.words) and self.r.tree.tokens[after].pos == "PROPN" and self.r.capital(after)
        )

    def _of_calling(self, draft: Draft) -> Cluster | None:
        """The one person named near of the same sector and gender: "le magistrat" after "le procureur Vasseur"."""
        if not draft.definite or draft.plural or draft.complement is not None or draft.sector is None:
            return None
        if draft.noun not in self.r.book.words["callings"]:
            return None
        here = self.r.tree.sentence_of[draft.core[0]]
        found: list[Cluster] = []
        for other in self.before(draft.core[0]):
            if here - self.r.tree.sentence_of[other.core[0]] > CALLING_REACH:
                break
            cluster = self.owner[other]
            fits = cluster.kind == "person" and cluster.sector == draft.sector
            if fits and not (draft.gender and cluster.gender and draft.gender != cluster.gender):
                found.append(cluster)
        return found[0] if found and all(c is found[0] for c in found) else None

    def _named_by(self, draft: Draft) -> Cluster | None:
        """ "Le vice-président sera Mike Pence": the subject is the person that the sentence names."""
        tree = self.r.tree
        for head in draft.heads if draft.definite and not draft.plural else ():
            t = tree.tokens[head]
            if t.dep == "nsubj" and any(tree.children(t.head, "cop")):
                name = self.name_at.get(t.head)
                if name is not None and self._agree(draft, name):
                    return self.owner[name]
        return None

    def _own_state(self, draft: Draft) -> Cluster | None:
        """ "le pays": the country of the article."""
        country = self.r.knowledge.country(draft.country or self.home or "")
        if country is None or not draft.definite:
            return None
        draft.quiet, draft.country = True, country.id
        found = self.by_key.get(("country", country.id))
        if found is None:
            found = self.by_key[("country", country.id)] = Cluster("state", country, country.id, "GOV")
        return found

    def _holder(self, draft: Draft) -> Cluster | None:
        """Who holds the office on the day of the article, if the article names him."""
        country = draft.country
        office = self._office(draft, country)
        if office is None or (draft.complement is not None and draft.complement.kind != "state"):
            return None
        if country and self.r.on is not None:
            knowledge = self.r.knowledge
            person = (knowledge.last_holder if draft.former else knowledge.holder)(country, office, self.r.on)
            found = self.by_key.get(("person", person.id)) if person else None
            if found is not None:
                return found
        if draft.former:
            return None
        for other in chain(self.before(draft.core[0]), self.after(draft.core[0])):
            cluster = self.owner[other]
            if cluster.kind == "person" and any(
                o == office and c in (country, None) for o, c in cluster.offices
            ):
                return cluster
        return None

    def _called_so(self, draft: Draft, *kinds: str) -> Cluster | None:
        """The nearest participant that was called by the same noun, of the same country and with the same complement."""
        own = self.owner.get(draft.complement) if draft.complement is not None else None
        ahead = self.after(draft.core[0]) if kinds == ("person",) else ()
        words = weighty(draft.name) - self.r.book.words["stand_ins"]
        for other in chain(self.before(draft.core[0]), ahead):
            cluster = self.owner[other]
            if cluster.kind not in kinds or (
                cluster.gender and draft.gender and cluster.gender != draft.gender
            ):
                continue
            if own is not None and own in cluster.complements and cluster.kind == "person":
                leads = draft.definite and own.kind != "person"  # there is one such person
                if draft.noun in cluster.nouns or (
                    leads and self._speaks(draft.noun) == any(map(self._speaks, cluster.nouns))
                ):
                    return cluster
            if draft.noun not in cluster.nouns or cluster.plural != draft.plural:
                continue
            country = cluster.nouns[draft.noun] or cluster.country
            if draft.country and country and draft.country != country:
                continue
            if own is not None and cluster.complements and own not in cluster.complements:
                continue
            same_country = cluster.kind == "person" and draft.country and draft.country == country
            same_country = same_country and len(words) <= SHORT_ROLE  # "le président russe", no more
            if same_country or _same_words(words, cluster):
                return cluster
        return None

    def _speaks(self, noun: str) -> bool:
        """Whether a role speaks for its complement instead of leading it: "le porte-parole de l'armée"."""
        found = self.r.book.match(spell(noun), 0)
        return found is not None and "speaks" in found.role.traits


def _same_words(words: frozenset[str], cluster: Cluster) -> bool:
    """Whether one description says no more than the other ("l'armée" after "l'armée turque")."""
    return any(words <= said or said <= words for said in cluster.said)


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

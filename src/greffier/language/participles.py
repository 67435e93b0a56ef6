"""The subject of a participle: the noun that it modifies, or the subject of the clause that it opens or ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .control import controller
from .surface import NOBODY, Subject
from .verbgroup import Group

if TYPE_CHECKING:
    from .subjects import Subjects


def past_participle_subject(s: Subjects, group: Group) -> Subject:
    """A bare participle is said of the noun it hangs on; of the subject of the clause when it opens it."""
    view, top = s.view, group.top
    head, base = view.head[top], view.base[top]
    if base == "conj" and head in s.at:
        return Subject(s.of(s.at[head]).heads, "shared subject")
    if (
        base in ("acl", "amod", "appos", "nmod")
        and head != top
        and view.is_nominal(head)
        and head not in s.at
    ):
        return Subject(
            (head, *(k for k in view.coordinated(head) if k < top and view.plural(head))), "modified noun"
        )
    if base in ("advcl", "xcomp", "dep", "parataxis", "acl", "obl", "ccomp") and head in s.at and head != top:
        above = s.at[head]
        if base == "xcomp" and (found := controller(s, above)):
            return found
        return Subject(s.of(above).heads, "inherited subject")
    if base == "ROOT":  # "Trois hommes arrêtés à Paris": the label of a headline
        before = group.first - 1
        if (
            before >= view.tree.sentences[view.sentence[top]][0]
            and (noun := s.antecedents.nominal_ending_at(before)) is not None
        ):
            return Subject((noun, *view.coordinated(noun)), "modified noun")
        for k in view.kids[top]:
            if view.base[k] == "nsubj":
                return Subject((k, *view.coordinated(k)), "passive subject")
    return NOBODY


def present_participle_subject(s: Subjects, group: Group) -> Subject:
    view, top = s.view, group.top
    head, base = view.head[top], view.base[top]
    if base == "conj" and head in s.at:
        return Subject(s.of(s.at[head]).heads, "shared subject")
    above = s.group_above(top)
    if (
        base in ("xcomp", "ccomp", "advcl", "obl", "dep", "obj")
        and group.mood != "gerund"
        and (j := s.before(group)) is not None
    ):
        noun = s.antecedents.nominal_ending_at(j)
        if noun is not None and above is not None and noun > above.last:
            return Subject((noun, *view.coordinated(noun)), "modified noun")
    after_comma = group.first > 0 and view.low[group.first - 1] == ","
    if (
        base in ("acl", "amod", "nmod", "appos")
        and group.mood != "gerund"
        and view.is_nominal(head)
        and head not in s.at
    ):
        behind_verb = above is not None and above.last < head
        if not (after_comma and behind_verb):
            return Subject((head, *(k for k in view.coordinated(head) if k < top)), "modified noun")
    if above is not None:
        return Subject(s.of(above).heads, "inherited subject")
    return NOBODY

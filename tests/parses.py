"""Parses written down by hand: one word a field, `text/lemma/POS/label>head`, features after a bar (`|Mood=Cnd,Tense=Pres`).

>>> tree = tree_of("Paris/Paris/PROPN/nsubj>1 accuse/accuser/VERB/ROOT>1|Mood=Ind,Tense=Pres,VerbForm=Fin")
>>> tree.tokens[1].morph["Mood"], tree.tokens[0].head
('Ind', 1)
"""

from __future__ import annotations

import re

from greffier.language.tree import Token, Tree

GLUED = ("'", "’")  # no blank stands after these


def tree_of(*sentences: str) -> Tree:
    """The tree of sentences in the notation above; heads count within each sentence."""
    tokens: list[Token] = []
    bounds: list[tuple[int, int]] = []
    at = 0
    for sentence in sentences:
        first = len(tokens)
        for word in sentence.split():
            form, _, features = word.partition("|")
            text, lemma, pos, rest = form.rsplit("/", 3)
            label, _, head = rest.partition(">")
            morph = dict(f.split("=") for f in features.split(",") if f)
            tokens.append(
                Token(len(tokens), text, lemma, pos, label, first + int(head), at, at + len(text), morph)
            )
            at += len(text) + (0 if text.endswith(GLUED) else 1)
        bounds.append((first, len(tokens) - 1))
    return Tree(tuple(tokens), tuple(bounds))


# The words of the English tests that are no nouns, and the lemmas that are no form less its "s".
ENGLISH = {
    "ADJ": "more armed russian heavy new injured wounded dead displaced second",
    "ADV": "heavily now about seriously",
    "ADP": "of in to from at on for by with between over up under since against out around before until during near",
    "AUX": "were was have had has is are been be will",
    "CCONJ": "and or but",
    "DET": "the a an these those all some",
    "PART": "'s",
    "PRON": "them they it he she their its his whom who others",
    "VERB": "killed fled voted marched died fell hit sent cost backed rose said reached left fired raised freed arrested spoke lost won hold stayed threatens employs hurt held began",
    "PROPN": "ukraine leeds london kyiv russia smith france",
}
POS_OF = {word: pos for pos, words in ENGLISH.items() for word in words.split()}
LEMMAS = {"people": "person", "children": "child", "men": "man", "women": "woman", "families": "family", "bodies": "body",
          "countries": "country", "refugees": "refugee"}  # fmt: skip
TOKEN = re.compile(
    r"[$£€%]|(?:US\$)|\d[\d.,\u00a0\u202f]*\d(?:[a-z]+)?|\d+[a-z]*|'s\b|[^\W\d_]+(?:-[^\W\d_]+)*|\S"
)


def english_tree(text: str) -> Tree:
    """One English sentence with parts of speech from the list above (nouns where it says nothing) and no arcs."""
    tokens = []
    for i, m in enumerate(TOKEN.finditer(text)):
        word = m.group().lower()
        number = word[0].isdigit()
        pos = POS_OF.get(word) or (
            "NUM" if number else "NOUN" if word[0].isalpha() or word in "$£€%" else "PUNCT"
        )
        lemma = LEMMAS.get(word) or (word[:-1] if pos == "NOUN" and re.search(r"[^s]s$", word) else word)
        tokens.append(Token(i, m.group(), lemma, pos, "", i, m.start(), m.end()))
    return Tree(tuple(tokens), ((0, len(tokens) - 1),))

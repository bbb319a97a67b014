"""The method in sentences, and what the search for groups says of itself. Whoever changes a rule changes VERSION."""

from drogowskaz.engine.consensus import grouping, verdicts
from drogowskaz.engine.consensus.grouping import Found
from drogowskaz.engine.consensus.told import Told
from drogowskaz.engine.consensus.words import VOICES
from drogowskaz.engine.words import _, plural

VERSION = "1"

ONE_VOICE = _(
    "Each person is one voice and each organisation is one voice: of several ballots of one organisation the most "
    "frequent choice counts, and where two lead, no opinion."
)
WHO_CHOSE = _(
    "People chose themselves whether to take part. The result describes those who did; it is not a survey of all "
    "residents."
)
SHARES = _(
    "The share for is that among those who took a side. The interval beside it is Wilson’s with 95% confidence: "
    "the fewer the voices, the wider."
)
AGREED = _(
    "Agreed by all: in each part shown the whole interval lies on the same side of one half, and those on this side "
    "are more than half of all who answered."
)
DIVIDES = _(
    "Divides: the parts differ by an exact test (Fisher’s, or Freeman and Halton’s for more than two parts) with "
    "Holm’s correction over all statements, at the level of {level}; or within a part even the smaller side is "
    "surely more than a fifth."
)
TOO_LITTLE = _("Too little data: neither can be said. It does not mean that opinions are even.")
SMALL = _(
    "A sector with fewer than {smallest} voices is not shown alone: small sectors are shown together, or left out of "
    "the table and of the totals when they are fewer than {smallest} together. Neither is a number shown where fewer "
    "than {smallest} voices of a part answered."
)
LEFT_OUT = _("Fewer than {smallest} voices of small sectors were left out.")
GROUPS = _(
    "Groups of opinion are looked for only from {voices} on that answered at least half of the statements: a missing "
    "answer takes the mean of the statement, the two main directions are found (principal components), then 2 to 5 "
    "groups (k-means, by the silhouette)."
)
TESTS = _(
    "Groups are told only when three tests are passed: shuffled answers do not give such a structure (permutation "
    "test, p below {level}), opinions that only differ by degrees do not fall into such clumps (p below {level}), "
    "and voices drawn anew give the same groups (adjusted Rand index of at least {stable} on the average)."
)
NONE_FEW = _(
    "There are too few voices to look for groups of opinion: {voices} that answered at least half of the statements, "
    "where {needed} are needed. With so few, groups are found even where there are none. What can be said is said by "
    "sector."
)
NONE_STATEMENTS = _(
    "There are too few statements on which voices differ to look for groups of opinion: {statements}, where {needed} "
    "are needed."
)
NONE_STRUCTURE = _(
    "No groups of opinion are told: shuffled answers give as much structure ({p}, permutation test). What voices say "
    "of one statement tells little of what they say of others."
)
NONE_CLOUD = _(
    "No groups of opinion are told: answers go together, but voices differ by degrees and do not fall into separate "
    "clumps ({p})."
)
NONE_STABLE = _(
    "No groups of opinion are told: when voices are drawn anew, others come out (adjusted Rand index {stability}, "
    "where {needed} is needed)."
)
FOUND = _(
    "Voices fall into {groups} of opinion. Permutation test: {p_structure}; test against degrees of one opinion: "
    "{p_cloud}; adjusted Rand index over resamplings: {stability}."
)
GROUPS_FOUND = plural("{n} group", "{n} groups")


def method_of(*, smallest: int, groups_from: int, left_out: bool) -> tuple[Told, ...]:
    """How the result was made, sentence by sentence."""
    small = {"smallest": smallest}
    levels = {"level": grouping.LEVEL, "stable": grouping.STABLE}
    said = (
        Told(WHO_CHOSE),
        Told(ONE_VOICE),
        Told(SHARES),
        Told(AGREED),
        Told(DIVIDES, numbers={"level": verdicts.LEVEL}),
        Told(TOO_LITTLE),
        Told(SMALL, small),
        Told(GROUPS, counted={"voices": (VOICES, groups_from)}),
        Told(TESTS, numbers=levels),
    )
    return (*said, Told(LEFT_OUT, small)) if left_out else said


def about_groups(found: Found, *, groups_from: int) -> tuple[Told, ...]:
    """What the search for groups found, or why it says nothing."""
    levels = {"p_structure": found.p_structure or 0.0, "p_cloud": found.p_cloud or 0.0}
    stability = {"stability": found.stability or 0.0, "needed": grouping.STABLE}
    if found.labels is not None:
        groups = {"groups": (GROUPS_FOUND, int(found.labels.max()) + 1)}
        return (Told(FOUND, counted=groups, levels=levels, numbers=stability),)
    if found.shaping < groups_from:
        return (Told(NONE_FEW, {"needed": groups_from}, counted={"voices": (VOICES, found.shaping)}),)
    if found.p_structure is None:
        needed = {"needed": grouping.LEAST_STATEMENTS}
        return (Told(NONE_STATEMENTS, needed, counted={"statements": (verdicts.STATEMENTS, found.statements)}),)
    if found.p_cloud is None:
        return (Told(NONE_STRUCTURE, levels={"p": found.p_structure}),)
    if found.stability is None:
        return (Told(NONE_CLOUD, levels={"p": found.p_cloud}),)
    return (Told(NONE_STABLE, numbers=stability),)

"""Rules and a learner point at comments; people decide.

What scores comments needs NumPy and is loaded when it is first asked for.
"""

from importlib import import_module

from comments.flagging.findings import Assessment, Finding, Reason, Span
from comments.flagging.rules import check, rule_score

__all__ = [
    "ArraysRefused",
    "Assessment",
    "Finding",
    "Learner",
    "Reason",
    "Span",
    "assess",
    "assess_all",
    "check",
    "rule_score",
    "starting_score",
]

_LOADED_LATER = {
    "ArraysRefused": "stored_arrays",
    "Learner": "learner",
    "assess": "assessing",
    "assess_all": "assessing",
    "starting_score": "starting_model",
}


def __getattr__(name):
    if name not in _LOADED_LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LOADED_LATER[name]}"), name)

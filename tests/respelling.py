"""The same text as other newspapers and readers would write it."""

import random
import re

HARAKAT = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"
TATWEEL = "\u0640"
LETTER = "[\u0621-\u063a\u0641-\u064a]"
NON_JOINING = "ءاأإآٱدذرزوؤىة"
TO_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
NO_HAMZA = str.maketrans("أإآٱ", "اااا")


def egyptian(text):
    """ى for a final ي."""
    return re.sub(rf"ي(?!{LETTER}|[{HARAKAT}])", "ى", text)


def without_hamzas(text):
    return text.translate(NO_HAMZA)


def with_heh(text):
    """ه for ة."""
    return text.replace("ة", "ه")


def vocalised(text):
    """A mark on every letter, on some two."""
    chance = random.Random(len(text))

    def marked(letter):
        return letter.group() + "".join(chance.choices(HARAKAT, k=chance.choice((1, 1, 2))))

    return re.sub(LETTER, marked, text)


def drawn_out(text):
    """Tatweel between letters that join."""
    return re.sub(rf"((?![{NON_JOINING}]){LETTER})(?={LETTER})", rf"\1{TATWEEL * 2}", text)


def eastern(text):
    """٠–٩ for 0–9."""
    return text.translate(TO_EASTERN)


RESPELLINGS = {
    "final ى": egyptian,
    "no hamzas": without_hamzas,
    "ه for ة": with_heh,
    "full vowels": vocalised,
    "tatweel": drawn_out,
    "٠–٩": eastern,
}

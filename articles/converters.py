"""Parts of an address: names in any script, numbers that a database can hold."""


class UnicodeSlugConverter:
    regex = r"[-\w]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class RowIdConverter:
    # Eighteen digits always fit into 64 bits.
    regex = r"[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class YearConverter:
    regex = r"[0-9]{4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04}"


class MonthOrDayConverter:
    regex = r"[0-9]{1,2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class ShortIdConverter:
    """A row's number in base 32, in the letters that Douglas Crockford chose for human eyes.

    Capitals count as small letters, o as 0, i and l as 1. Twelve signs always fit into 64 bits.
    """

    SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"
    LOOK_ALIKES = str.maketrans("oil", "011")
    regex = r"[0-9a-tv-zA-TV-Z]{1,12}"

    def to_python(self, value: str) -> int:
        number = 0
        for sign in value.lower().translate(self.LOOK_ALIKES):
            number = number * 32 + self.SIGNS.index(sign)
        return number

    def to_url(self, value: int) -> str:
        signs = ""
        while value:
            value, rest = divmod(value, 32)
            signs = self.SIGNS[rest] + signs
        return signs or "0"


class PhotoFileConverter:
    # What `photo_files.store` writes; nothing else is ever served.
    regex = r"[0-9a-f]{32}-(?:large|small)\.webp"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FeedFileConverter:
    regex = r"rss\.xml|atom\.xml|feed\.json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class CardFileConverter:
    # The digest of what stands on the picture.
    regex = r"[0-9a-f]{16}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value

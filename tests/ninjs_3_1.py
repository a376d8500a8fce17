"""The part of IPTC's ninjs 3.1 that a text can have, as a JSON Schema for the tests.

Names, types and values are those of ninjs-schema_3.1.json (IPTC, CC BY 4.0); as there, nothing
else is allowed. What only events, plans and other media have is left out.
"""

MOMENT = {"type": "string", "format": "date-time"}
URI = {"type": "string", "format": "uri"}
STRING = {"type": "string"}
NUMBER = {"type": "integer"}


def closed(required=(), **properties):
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def many(items):
    return {"type": "array", "items": items}


def words(**more):
    return many(closed(["value"], role=STRING, contentType=STRING, value=STRING, **more))


def named(**more):
    return many(closed([], name=STRING, uri=URI, literal=STRING, **more))


RENDITION = closed(
    ["name"],
    name=STRING,
    href=URI,
    contentType=STRING,
    title=STRING,
    width=NUMBER,
    height=NUMBER,
    sizeInBytes=NUMBER,
    format=STRING,
    aspectRatio=STRING,
)
ITEM = {
    "uri": URI,
    "type": {"enum": ["text", "audio", "video", "picture", "graphic", "composite", "component"]},
    "representationType": {"enum": ["full", "partial"]},
    "profile": STRING,
    "version": STRING,
    "firstCreated": MOMENT,
    "versionCreated": MOMENT,
    "contentCreated": MOMENT,
    "embargoedUntil": MOMENT,
    "pubStatus": {"enum": ["usable", "withheld", "canceled"]},
    "urgency": {"type": "integer", "minimum": 1, "maximum": 9},
    "copyrightHolder": STRING,
    "copyrightNotice": STRING,
    "usageTerms": STRING,
    "edNote": STRING,
    "language": STRING,
    "descriptions": words(),
    "bodies": words(charCount=NUMBER, wordCount=NUMBER),
    "headlines": words(),
    "people": named(rel=STRING),
    "organisations": named(rel=STRING),
    "places": named(rel=STRING),
    "subjects": named(rel=STRING, creator=STRING, relevance=NUMBER, confidence=NUMBER),
    "events": named(id=STRING, rel=STRING),
    "infoSources": named(role=STRING),
    "title": STRING,
    "by": STRING,
    "slugline": STRING,
    "located": STRING,
    "renditions": many(RENDITION),
    "altIds": many(closed([], role=STRING, value=STRING)),
    "trustIndicators": many(closed([], role=URI, title=STRING, href=URI)),
    "standard": closed([], name=STRING, version=STRING, schema=URI),
    "genres": many(closed([], name=STRING, uri=STRING, literal=STRING)),
    "expires": MOMENT,
}
ASSOCIATED = closed(["name", "uri"], name=STRING, rel=STRING, **ITEM)
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **closed(["uri"], **ITEM, associations=many(ASSOCIATED)),
}

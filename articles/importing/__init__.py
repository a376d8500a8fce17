"""From the bytes of one extracted news text to a draft of a story.

`reading.read` makes numbered lines of the bytes and loses nothing, `classifier.classify`
says what each line is, `assembly.assemble` puts the lines together to a `StoryDraft`.
All of it is plain Python; writing a draft to the database is `store`'s work.
"""

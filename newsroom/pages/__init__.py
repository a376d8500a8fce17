"""Finished pages, kept for readers who are all told the same.

    middleware   answers from what is kept, keeps what may be kept
    page         one finished page: its bytes in every coding, and what it was made of
    changes      the database's own record of what has changed, written by triggers
    watching     those triggers
    freshness    what this process knows of the changes
    memory       the pages of this process
    remaking     the thread that makes them anew
    shared       the pages of all processes, in Redis
    files        the pages as files for a web server
    keeper       the thread that removes those files in time

What is right is decided by the database alone: memory, Redis and files only save work.
"""

"""A newsroom of any size for tests and measurements, put together from the seeds' sentences.

The same number of stories and comments gives the same texts, whoever makes them and wherever.
Every story says to its readers that it was generated, and belongs to an account of its own.
"""

"""Letters that survive a crash.

``letters.compose`` and ``letters.post`` write a letter in the transaction of the change it tells; ``worker`` sends it.
"""

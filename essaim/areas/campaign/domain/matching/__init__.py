"""Bring requests and offers together, as well as can be, with the proof of it.

``reading`` checks an instance, ``conditions`` says when a pair is feasible, ``candidates`` finds all feasible pairs,
``network`` makes a flow of them, ``solving`` finds the best one level after level, ``certificate`` proves it by
addition, ``explaining`` says why in French, ``solution`` writes the answer of the exchange format.
"""

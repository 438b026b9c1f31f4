"""The record as evidence: a report, an export, and the proof that both are whole.

It needs no cloud, no journal and no screen: whoever has an export can verify it anywhere.
"""

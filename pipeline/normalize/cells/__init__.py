"""The grammar of one printed text: a cell's value, a period, a label; read to the last character.

The rules V1 to V13, P1 to P8 and T1 to T3 that the modules name are those of docs/grammar.md.
"""
